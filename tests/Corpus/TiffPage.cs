namespace Pipeline.Corpus;

/// <summary>One picture of a TIFF that is written by hand: for layouts that no writer at hand makes.</summary>
internal sealed class TiffPage
{
    private const int Short = 3;
    private const int Long = 4;

    private readonly SortedDictionary<int, (int Type, long[] Values)> _tags = [];

    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="samples">Per pixel.</param>
    /// <param name="bits">Per sample.</param>
    /// <param name="photometric">Tag 262.</param>
    /// <param name="strips">One with all pixels, or one per plane.</param>
    public TiffPage(int width, int height, int samples, int bits, int photometric, params byte[][] strips)
    {
        Strips = strips;
        Set(256, width).Set(257, height).SetShort(258, Enumerable.Repeat((long)bits, samples)).SetShort(259, [1]);
        SetShort(262, [photometric]).SetShort(277, [samples]).Set(278, height);
        Set(273, strips.Select(_ => 0L)).Set(279, strips.Select(strip => (long)strip.Length));
    }

    public byte[][] Strips { get; private set; }

    public IReadOnlyDictionary<int, (int Type, long[] Values)> Tags => _tags;

    public TiffPage Set(int tag, long value) => Set(tag, [value]);

    public TiffPage Set(int tag, IEnumerable<long> values) => Set(tag, Long, values);

    public TiffPage SetShort(int tag, IEnumerable<long> values) => Set(tag, Short, values);

    /// <summary>Cuts each plane into square tiles, padded with zeros.</summary>
    /// <param name="side">Pixels, a multiple of 16.</param>
    /// <param name="bytes">Of a pixel in a plane.</param>
    public TiffPage Tiled(int side, int bytes)
    {
        var (width, height) = ((int)_tags[256].Values[0], (int)_tags[257].Values[0]);
        Strips = [.. from plane in Strips
                  from top in Enumerable.Range(0, (height + side - 1) / side)
                  from left in Enumerable.Range(0, (width + side - 1) / side)
                  select Tile(plane, width, height, left * side, top * side, side, bytes)];
        _tags.Remove(273);
        _tags.Remove(278);
        _tags.Remove(279);
        return Set(322, side).Set(323, side).Set(324, Strips.Select(_ => 0L))
            .Set(325, Strips.Select(tile => (long)tile.Length));
    }

    private static byte[] Tile(byte[] plane, int width, int height, int left, int top, int side, int bytes)
    {
        var tile = new byte[side * side * bytes];
        for (var y = 0; y < Math.Min(side, height - top); y++)
        {
            var from = (((top + y) * width) + left) * bytes;
            plane.AsSpan(from, Math.Min(side, width - left) * bytes).CopyTo(tile.AsSpan(y * side * bytes));
        }

        return tile;
    }

    private TiffPage Set(int tag, int type, IEnumerable<long> values)
    {
        _tags[tag] = (type, [.. values]);
        return this;
    }
}
