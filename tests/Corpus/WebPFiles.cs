using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class WebPFiles
{
    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("webp.webp", chart.Rgb.WebpsaveBuffer(q: 95), Lossy);
        yield return new("webp-lossless.webp", chart.Rgb.WebpsaveBuffer(lossless: true));
        yield return new("webp-alpha.webp", chart.Rgba.WebpsaveBuffer(lossless: true));
        yield return new("webp-p3.webp", chart.DisplayP3.WebpsaveBuffer(lossless: true), Rounded);
    }
}
