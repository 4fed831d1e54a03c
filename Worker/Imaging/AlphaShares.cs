using NetVips;

namespace Pipeline.Worker.Imaging;

/// <summary>How much of a picture its alpha leaves transparent and opaque.</summary>
/// <param name="Transparent">Share of the pixels of alpha 0 to 5, 0..1.</param>
/// <param name="Opaque">Share of those of 250 to 255.</param>
internal readonly record struct AlphaShares(double Transparent, double Opaque)
{
    private const int MostTransparent = 5;
    private const int LeastOpaque = 250;

    /// <summary>The rounded corners of an icon take up to 4 %; what surrounds a subject hardly ever takes less than 5.</summary>
    private const double LeastSurroundings = 0.05;

    /// <summary>As for the mask of a segmenter, below which there is no subject.</summary>
    private const double LeastSubject = 0.001;

    /// <summary>Whether the alpha is that of a finished cutout.</summary>
    public bool IsCutOut => Transparent >= LeastSurroundings && Opaque >= LeastSubject;

    /// <summary>Whether nothing shines through.</summary>
    public bool IsOpaque => Opaque == 1;

    /// <param name="alpha">One band of 8 bits.</param>
    public static AlphaShares Of(Image alpha)
    {
        using var histogram = alpha.HistFind();
        var counts = histogram.WriteToMemory<uint>();
        var total = counts.Sum(count => (double)count);
        return new(
            counts.Take(MostTransparent + 1).Sum(count => (double)count) / total,
            counts.Skip(LeastOpaque).Sum(count => (double)count) / total);
    }
}
