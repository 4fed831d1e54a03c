using NetVips;
using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class AvifFiles
{
    private const Enums.ForeignHeifCompression Av1 = Enums.ForeignHeifCompression.Av1;

    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("avif.avif", Save(chart.Rgb), Lossy);
        yield return new("avif-lossless.avif", chart.Rgb.HeifsaveBuffer(lossless: true, compression: Av1, effort: 0));
        yield return new("avif-subsampled.avif", chart.Rgb.HeifsaveBuffer(q: 95, compression: Av1, effort: 0), Lossy);
        yield return new("avif-10.avif", Save(chart.Rgb16, 10), Lossy);
        yield return new("avif-12.avif", Save(chart.Rgb16, 12), Lossy);
        yield return new("avif-alpha.avif", Save(chart.Rgba), Lossy);
        yield return new("avif-grey.avif", Save(chart.Grey), Lossy, IsGrey: true);
        yield return new("avif-p3.avif", Save(chart.DisplayP3), Lossy);
    }

    private static byte[] Save(Image image, int depth = 8) => image.HeifsaveBuffer(
        q: 97, bitdepth: depth, compression: Av1, effort: 0, subsampleMode: Enums.ForeignSubsample.Off);
}
