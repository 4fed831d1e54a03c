using System.Buffers.Binary;

namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>
/// The table of contents of a zip archive (PKWARE APPNOTE 6.3). Only files stored without compression are read, as
/// PyTorch writes them: any part of one can be read in place, and none grows when it is.
/// </summary>
internal sealed class ZipDirectory
{
    private const uint EndMark = 0x06054b50;
    private const uint WideEndMark = 0x06064b50;
    private const uint WideLocatorMark = 0x07064b50;
    private const int EndLength = 22;
    private const int WideEndLength = 56;
    private const int WideLocatorLength = 20;
    private const int LongestComment = ushort.MaxValue;

    /// <summary>Many times what a large network needs.</summary>
    private const int LongestDirectory = 1 << 24;

    private readonly CheckpointFile _file;
    private readonly Dictionary<string, ZipRecord> _records;

    /// <exception cref="CheckpointException">Truncated, damaged, or compressed.</exception>
    public ZipDirectory(CheckpointFile file)
    {
        _file = file;
        var (offset, length) = FindDirectory();
        if (length is < 0 or > LongestDirectory)
        {
            throw new CheckpointException("The archive's table of contents is too long.");
        }

        _records = ZipEntries.Parse(file.Bytes(offset, (int)length));
    }

    public IEnumerable<string> Names => _records.Keys;

    public ZipRecord? Find(string name) => _records.GetValueOrDefault(name);

    /// <summary>Where a record's bytes begin.</summary>
    /// <exception cref="CheckpointException">They are compressed, or not all there.</exception>
    public long DataOf(ZipRecord record)
    {
        if (!record.IsStored)
        {
            throw new CheckpointException(
                "The archive is compressed or encrypted. PyTorch stores tensors as they are: undo what packed it.");
        }

        const uint Mark = 0x04034b50;
        const int HeaderLength = 30;
        var header = _file.Bytes(record.Header, HeaderLength).AsSpan();
        if (BinaryPrimitives.ReadUInt32LittleEndian(header) != Mark)
        {
            throw Damaged();
        }

        var name = BinaryPrimitives.ReadUInt16LittleEndian(header[26..]);
        var extra = BinaryPrimitives.ReadUInt16LittleEndian(header[28..]);
        var data = record.Header + HeaderLength + name + extra;
        _file.Require(data, record.Length);
        return data;
    }

    private static CheckpointException Damaged() =>
        new("The file is truncated or damaged: the zip archive makes no sense.");

    private (long Offset, long Length) FindDirectory()
    {
        var tailLength = (int)Math.Min(_file.Length, EndLength + LongestComment);
        var tailOffset = _file.Length - tailLength;
        var tail = _file.Bytes(tailOffset, tailLength);
        for (var at = tail.Length - EndLength; at >= 0; at--)
        {
            var end = tail.AsSpan(at);
            if (BinaryPrimitives.ReadUInt32LittleEndian(end) == EndMark
                && BinaryPrimitives.ReadUInt16LittleEndian(end[20..]) == end.Length - EndLength)
            {
                return Wide(tailOffset + at) ?? (
                    BinaryPrimitives.ReadUInt32LittleEndian(end[16..]),
                    BinaryPrimitives.ReadUInt32LittleEndian(end[12..]));
            }
        }

        throw new CheckpointException("The file is truncated: the zip archive has no end.");
    }

    /// <summary>Place and length from the record for large archives, where there is one.</summary>
    private (long Offset, long Length)? Wide(long end)
    {
        if (end < WideLocatorLength)
        {
            return null;
        }

        var locator = _file.Bytes(end - WideLocatorLength, WideLocatorLength).AsSpan();
        if (BinaryPrimitives.ReadUInt32LittleEndian(locator) != WideLocatorMark)
        {
            return null;
        }

        var wide = _file.Bytes(BinaryPrimitives.ReadInt64LittleEndian(locator[8..]), WideEndLength).AsSpan();
        return BinaryPrimitives.ReadUInt32LittleEndian(wide) == WideEndMark
            ? (BinaryPrimitives.ReadInt64LittleEndian(wide[48..]), BinaryPrimitives.ReadInt64LittleEndian(wide[40..]))
            : throw Damaged();
    }
}
