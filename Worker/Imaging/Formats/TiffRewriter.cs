using System.Buffers.Binary;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>
/// Describes a TIFF's pixels in another way, for layouts that libvips does not read: the file stays as it is, and new
/// directories behind it take the place of the old ones.
/// </summary>
internal sealed class TiffRewriter
{
    private const int Long = 4;

    private readonly byte[] _file;
    private readonly TiffDirectory _directory;
    private readonly bool _isBigEndian;
    private readonly bool _isBig;

    public TiffRewriter(byte[] file, TiffDirectory directory)
    {
        (_file, _directory) = (file, directory);
        _isBigEndian = file[0] == (byte)'M';
        _isBig = new HeaderBytes(file, _isBigEndian).UInt16(2) == 43;
    }

    private int EntrySize => _isBig ? 20 : 12;

    private int OffsetSize => _isBig ? 8 : 4;

    private int CountSize => _isBig ? 8 : 2;

    /// <summary>A file with one page for each set of changes.</summary>
    /// <param name="pages">By tag its new values; none removes the tag.</param>
    public byte[] Write(IReadOnlyList<IReadOnlyDictionary<int, long[]>> pages)
    {
        using var output = new MemoryStream(_file.Length + (4096 * pages.Count));
        output.Write(_file);
        output.Write(new byte[(8 - (_file.Length % 8)) % 8]);
        var pointer = (long)OffsetSize;
        foreach (var page in pages)
        {
            Put(output, pointer, output.Length, OffsetSize);
            pointer = Append(output, page);
        }

        return output.ToArray();
    }

    /// <returns>Where the offset of the next directory stands.</returns>
    private long Append(MemoryStream output, IReadOnlyDictionary<int, long[]> changes)
    {
        var kept = _directory.Entries.Where(entry => !changes.ContainsKey(entry.Key));
        var added = changes.Where(change => change.Value.Length > 0);
        var tags = kept.Select(entry => entry.Key).Concat(added.Select(change => change.Key)).Order().ToList();
        var at = output.Length;
        var next = at + CountSize + (tags.Count * EntrySize);
        output.SetLength(next + OffsetSize);
        Put(output, at, tags.Count, CountSize);
        at += CountSize;
        foreach (var tag in tags)
        {
            if (changes.TryGetValue(tag, out var values))
            {
                PutEntry(output, at, tag, values);
            }
            else
            {
                output.Position = at;
                output.Write(_file, (int)_directory.Entries[tag], EntrySize);
            }

            at += EntrySize;
        }

        return next;
    }

    /// <summary>Values stand in the entry itself where they fit.</summary>
    private void PutEntry(MemoryStream output, long at, int tag, long[] values)
    {
        Put(output, at, tag, 2);
        Put(output, at + 2, Long, 2);
        Put(output, at + 4, values.Length, OffsetSize);
        var field = at + 4 + OffsetSize;
        if (values.Length * Long > OffsetSize)
        {
            Put(output, field, output.Length, OffsetSize);
            field = output.Length;
        }

        foreach (var value in values)
        {
            Put(output, field, value, Long);
            field += Long;
        }
    }

    private void Put(MemoryStream output, long at, long value, int size)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        bytes = bytes[..size];
        if (_isBigEndian)
        {
            bytes.Reverse();
        }

        output.Position = at;
        output.Write(bytes);
    }
}
