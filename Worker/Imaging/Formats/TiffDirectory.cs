namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Tags of one picture in a TIFF that <see cref="TiffTag"/> names, with their whole numbers.</summary>
internal sealed class TiffDirectory
{
    private const int Reduced = 1;
    private const int Mask = 4;
    private const int OldReduced = 2;

    private readonly Dictionary<TiffTag, IReadOnlyList<long>> _values = [];

    /// <summary>Of every tag, also unknown ones, where its entry begins in the file.</summary>
    public Dictionary<int, long> Entries { get; } = [];

    /// <summary>Neither a reduced version of another picture nor a mask for one.</summary>
    public bool IsPicture =>
        (First(TiffTag.NewSubfileType) ?? 0) is var kind && (kind & (Reduced | Mask)) == 0
        && First(TiffTag.SubfileType) != OldReduced;

    public void Set(TiffTag tag, IReadOnlyList<long> values) => _values[tag] = values;

    public long? First(TiffTag tag) => All(tag) is [var first, ..] ? first : null;

    public IReadOnlyList<long> All(TiffTag tag) => _values.GetValueOrDefault(tag, []);
}
