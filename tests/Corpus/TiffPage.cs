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

    public byte[][] Strips { get; }

    public IReadOnlyDictionary<int, (int Type, long[] Values)> Tags => _tags;

    public TiffPage Set(int tag, long value) => Set(tag, [value]);

    public TiffPage Set(int tag, IEnumerable<long> values) => Set(tag, Long, values);

    public TiffPage SetShort(int tag, IEnumerable<long> values) => Set(tag, Short, values);

    private TiffPage Set(int tag, int type, IEnumerable<long> values)
    {
        _tags[tag] = (type, [.. values]);
        return this;
    }
}
