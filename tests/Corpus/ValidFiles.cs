using NetVips;

namespace Pipeline.Corpus;

/// <summary>The chart in every format, mode and profile that is accepted.</summary>
internal static class ValidFiles
{
    /// <summary>Rounding of a conversion between colour spaces, to 8 bits and back.</summary>
    public const double Rounded = 0.8;

    /// <summary>What lossy compression at high quality leaves.</summary>
    public const double Lossy = 2;

    /// <summary>There and back through a printing profile, which cannot hold the chart's purest colours.</summary>
    public const double Printed = 4;

    /// <summary>256 colours for the whole chart.</summary>
    public const double Quantized = 5;

    /// <summary>All kinds of all formats.</summary>
    /// <param name="chart">As it is to look, upright.</param>
    /// <param name="orientation">1 to 8; formats that hold none are left out but for 1.</param>
    public static IEnumerable<ValidFile> All(Chart chart, int orientation = 1)
    {
        var stored = new ChartImages(chart.Stored(orientation), orientation);
        var turned = JpegFiles.All(stored).Concat(PngFiles.All(stored)).Concat(WebPFiles.All(stored))
            .Concat(TiffFiles.All(stored)).Concat(AvifFiles.All(stored));
        return orientation == 1 ? turned.Concat(GifFiles.All(stored)).Concat(BmpFiles.All(chart)) : turned;
    }

    /// <summary>With metadata set.</summary>
    public static Image With(this Image image, string name, byte[] blob) =>
        image.Mutate(picture => picture.Set(GValue.BlobType, name, blob));
}
