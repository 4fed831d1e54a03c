using System.Buffers.Binary;
using System.Text;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>The entries of a zip archive's table of contents.</summary>
internal static class ZipEntries
{
    private const uint Mark = 0x02014b50;
    private const int HeaderLength = 46;
    private const int Encrypted = 1;
    private const ushort WideFields = 1;

    public static Dictionary<string, ZipRecord> Parse(ReadOnlySpan<byte> directory)
    {
        var records = new Dictionary<string, ZipRecord>(StringComparer.Ordinal);
        while (directory.Length > 0)
        {
            if (directory.Length < HeaderLength || BinaryPrimitives.ReadUInt32LittleEndian(directory) != Mark)
            {
                throw Damaged();
            }

            int nameLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
            int extraLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
            int commentLength = BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
            var length = HeaderLength + nameLength + extraLength + commentLength;
            if (length > directory.Length)
            {
                throw Damaged();
            }

            var name = Encoding.UTF8.GetString(directory.Slice(HeaderLength, nameLength));
            var extra = directory.Slice(HeaderLength + nameLength, extraLength);
            if (!records.TryAdd(name, Record(directory, extra)))
            {
                throw Damaged();
            }

            directory = directory[length..];
        }

        return records;
    }

    private static ZipRecord Record(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra)
    {
        var isEncrypted = (BinaryPrimitives.ReadUInt16LittleEndian(entry[8..]) & Encrypted) != 0;
        var isCompressed = BinaryPrimitives.ReadUInt16LittleEndian(entry[10..]) != 0;
        var isStored = !isEncrypted && !isCompressed;
        var wide = new ZipWideFields(extra);
        var packed = wide.Or(BinaryPrimitives.ReadUInt32LittleEndian(entry[24..]));
        var stored = wide.Or(BinaryPrimitives.ReadUInt32LittleEndian(entry[20..]));
        var header = wide.Or(BinaryPrimitives.ReadUInt32LittleEndian(entry[42..]));
        return (packed == stored || !isStored) && packed >= 0 && header >= 0
            ? new ZipRecord(header, packed, BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]), isStored)
            : throw Damaged();
    }

    private static CheckpointException Damaged() =>
        new("The file is truncated or damaged: the zip archive's table of contents makes no sense.");

    /// <summary>Numbers too large for their own fields stand in an extra field, in the fields' order.</summary>
    private ref struct ZipWideFields
    {
        private ReadOnlySpan<byte> _rest;

        public ZipWideFields(ReadOnlySpan<byte> extra)
        {
            while (extra.Length >= 4)
            {
                int length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
                if (length > extra.Length - 4)
                {
                    return;
                }

                if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == WideFields)
                {
                    _rest = extra.Slice(4, length);
                    return;
                }

                extra = extra[(4 + length)..];
            }
        }

        public long Or(uint narrow)
        {
            if (narrow != uint.MaxValue)
            {
                return narrow;
            }

            if (_rest.Length < sizeof(long))
            {
                throw Damaged();
            }

            var value = BinaryPrimitives.ReadInt64LittleEndian(_rest);
            _rest = _rest[sizeof(long)..];
            return value;
        }
    }
}
