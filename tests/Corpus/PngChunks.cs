using System.Buffers.Binary;

namespace Pipeline.Corpus;

/// <summary>Writes the chunks of a PNG by hand.</summary>
internal static class PngChunks
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static byte[] Write(params IEnumerable<(string Type, byte[] Data)> chunks)
    {
        var file = new ByteWriter(isBigEndian: true).Add(0x89).Text("PNG").Add(0x0D, 0x0A, 0x1A, 0x0A);
        foreach (var (type, data) in chunks)
        {
            byte[] covered = [.. System.Text.Encoding.ASCII.GetBytes(type), .. data];
            file.UInt32(data.Length).Add(covered).UInt32(Checksum(covered));
        }

        return file.ToArray();
    }

    public static byte[] Header(long width, long height, int depth = 8, int colours = 0) =>
        new ByteWriter(isBigEndian: true).UInt32(width).UInt32(height)
            .Add((byte)depth, (byte)colours, 0, 0, 0).ToArray();

    /// <summary>A file with the checksums that its chunks should have.</summary>
    public static byte[] Refresh(byte[] file)
    {
        var fresh = file.ToArray();
        for (long at = 8; at + 12 <= fresh.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(fresh.AsSpan((int)at));
            if (at + 12 + length > fresh.Length)
            {
                break;
            }

            var covered = fresh.AsSpan((int)at + 4, (int)length + 4);
            BinaryPrimitives.WriteUInt32BigEndian(fresh.AsSpan((int)(at + 8 + length)), Checksum(covered));
            at += 12 + length;
        }

        return fresh;
    }

    /// <summary>CRC-32 (PNG, annex D).</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = Table[(crc ^ value) & 0xFF] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Entry(int index)
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
        {
            value = (value & 1) == 1 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return value;
    }
}
