using System.Buffers.Binary;
using System.IO.Hashing;

namespace Pipeline.Corpus;

/// <summary>Makes the checksums of a zip archive's stored files right again, so that damage gets past them.</summary>
internal static class ZipChecksums
{
    private const uint EntryMark = 0x02014b50;
    private const int EntryLength = 46;

    public static void Refresh(Span<byte> archive)
    {
        for (var at = 0; at + EntryLength <= archive.Length; at++)
        {
            var entry = archive[at..];
            if (BinaryPrimitives.ReadUInt32LittleEndian(entry) == EntryMark)
            {
                var data = DataOf(archive, BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]));
                var length = BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]);
                if (data + length <= archive.Length)
                {
                    var checksum = Crc32.HashToUInt32(archive.Slice((int)data, (int)length));
                    BinaryPrimitives.WriteUInt32LittleEndian(entry[16..], checksum);
                }
            }
        }
    }

    private static long DataOf(ReadOnlySpan<byte> archive, uint header)
    {
        const int HeaderLength = 30;
        if (header > archive.Length - HeaderLength)
        {
            return long.MaxValue / 2;
        }

        var own = archive[(int)header..];
        return header + HeaderLength
            + BinaryPrimitives.ReadUInt16LittleEndian(own[26..]) + BinaryPrimitives.ReadUInt16LittleEndian(own[28..]);
    }
}
