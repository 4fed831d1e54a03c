namespace Pipeline.Worker.Imaging.Formats;

/// <summary>
/// Walks the directories of a TIFF, each of which describes a picture and names where the next one is.
/// </summary>
internal ref struct TiffDirectories
{
    /// <summary>More are refused anyway; the walk ends here.</summary>
    private const int MostDirectories = 65_535;

    /// <summary>Directories may overlap, so that a small file could hold a walk without an end.</summary>
    private const long MostEntries = 1_000_000;

    /// <summary>More values than any tag needs that is looked at.</summary>
    private const int MostValues = 16;

    private readonly HeaderBytes _file;
    private readonly bool _isBig;
    private readonly HashSet<long> _seen = [];
    private long _next;
    private long _entries;

    public TiffDirectories(ReadOnlySpan<byte> file)
    {
        _file = new HeaderBytes(file, isBigEndian: file[0] == (byte)'M');
        _isBig = _file.UInt16(2) == 43;
        _next = _isBig ? _file.UInt64(8) : _file.UInt32(4);
    }

    /// <returns>Null after the last.</returns>
    /// <exception cref="JobRejectedException">A directory is truncated, or they go round in a circle.</exception>
    public TiffDirectory? Next()
    {
        if (_next == 0 || _seen.Count == MostDirectories)
        {
            return null;
        }

        if (!_seen.Add(_next))
        {
            throw HeaderBytes.Damaged("The TIFF's directories go round in a circle.");
        }

        var directory = new TiffDirectory();
        var (entries, at) = _isBig ? (_file.UInt64(_next), _next + 8) : (_file.UInt16(_next), _next + 2);
        _entries += entries;
        if (_entries is < 0 or > MostEntries)
        {
            throw HeaderBytes.Damaged("The TIFF's directories hold too much.");
        }

        for (var i = 0L; i < entries; i++, at += _isBig ? 20 : 12)
        {
            directory.Entries[_file.UInt16(at)] = at;
            if (Enum.IsDefined((TiffTag)_file.UInt16(at)))
            {
                directory.Set((TiffTag)_file.UInt16(at), Values(at));
            }
        }

        _next = _isBig ? _file.UInt64(at) : _file.UInt32(at);
        return directory;
    }

    /// <summary>They stand in the entry itself where they fit.</summary>
    public readonly List<long> Values(long entry, long most = MostValues)
    {
        var size = _file.UInt16(entry + 2) switch { 1 => 1, 3 => 2, 4 or 13 => 4, 16 => 8, _ => 0 };
        var count = _isBig ? _file.UInt64(entry + 4) : _file.UInt32(entry + 4);
        var (field, room) = _isBig ? (entry + 12, 8) : (entry + 8, 4);
        if (size == 0 || count == 0)
        {
            return [];
        }

        var at = count <= room / size ? field : _isBig ? _file.UInt64(field) : _file.UInt32(field);
        var values = new List<long>();
        for (var i = 0; i < Math.Min(count, most); i++, at += size)
        {
            values.Add(size switch
            {
                1 => _file.Byte(at),
                2 => _file.UInt16(at),
                4 => _file.UInt32(at),
                _ => _file.UInt64(at),
            });
        }

        return values;
    }
}
