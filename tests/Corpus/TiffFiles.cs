using NetVips;
using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class TiffFiles
{
    private const int Orientation = 274;

    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("tiff.tif", chart.Rgb.TiffsaveBuffer());
        foreach (var compression in new[]
        {
            Enums.ForeignTiffCompression.Lzw,
            Enums.ForeignTiffCompression.Deflate,
            Enums.ForeignTiffCompression.Packbits,
        })
        {
            var name = $"tiff-{compression.ToString().ToLowerInvariant()}.tif";
            yield return new(name, chart.Rgb.TiffsaveBuffer(compression: compression));
        }

        yield return new(
            "tiff-predictor.tif",
            chart.Rgb.TiffsaveBuffer(
                compression: Enums.ForeignTiffCompression.Lzw, predictor: Enums.ForeignTiffPredictor.Horizontal));
        yield return new(
            "tiff-jpeg.tif",
            chart.Rgb.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Jpeg, q: 95),
            Lossy);
        yield return new("tiff-tiled.tif", chart.Rgb.TiffsaveBuffer(tile: true, tileWidth: 32, tileHeight: 16));
        yield return new("tiff-pyramid.tif", Pyramid(chart.Rgb, subifd: false));
        yield return new("tiff-pyramid-inside.tif", Pyramid(chart.Rgb, subifd: true));
        yield return new("tiff-big.tiff", chart.Rgb.TiffsaveBuffer(bigtiff: true));
        yield return new("tiff-grey.tif", chart.Grey.TiffsaveBuffer(), IsGrey: true);
        yield return new("tiff-white-is-zero.tif", chart.Grey.TiffsaveBuffer(miniswhite: true), IsGrey: true);
        yield return new("tiff-grey-power.tif", chart.GreyPower.TiffsaveBuffer(), Rounded, IsGrey: true);
        yield return new("tiff-16.tif", chart.Rgb16.TiffsaveBuffer());
        yield return new("tiff-alpha.tif", chart.Rgba.TiffsaveBuffer());
        yield return new("tiff-alpha-premultiplied.tif", chart.Rgba.TiffsaveBuffer(premultiply: true));
        yield return new("tiff-adobe-rgb.tif", chart.AdobeRgb.TiffsaveBuffer(), Rounded);
        yield return new("tiff-cmyk.tif", chart.Cmyk.TiffsaveBuffer(), Printed);
        yield return new("tiff-cmyk-bare.tif", chart.CmykBare.TiffsaveBuffer(), Printed);
        yield return new("tiff-lab.tif", chart.Lab.TiffsaveBuffer(), Rounded);
        var orientation = (int)chart.Rgb.GetOr("orientation", 1);
        foreach (var byHand in ByHand(chart.Chart, orientation).Concat(TiffLayouts.All(chart, orientation)))
        {
            yield return byHand;
        }
    }

    private static IEnumerable<ValidFile> ByHand(Chart chart, int orientation)
    {
        var (width, height) = (chart.Width, chart.Height);
        TiffPage Page(int samples, int photometric, params byte[][] strips) =>
            new TiffPage(width, height, samples, 8, photometric, strips).SetShort(Orientation, [orientation]);

        var planes = Enumerable.Range(0, 3).Select(c => chart.Rgb.Where((_, i) => i % 3 == c).ToArray()).ToArray();
        yield return new("tiff-planar.tif", TiffFile.Write(Page(3, 2, planes).SetShort(284, [2])));
        yield return new("tiff-big-endian.tif", TiffFile.Write(true, Page(3, 2, chart.Rgb)));
        var ramp = Enumerable.Range(0, 3).SelectMany(_ => Enumerable.Range(0, 256).Select(i => i * 257L));
        yield return new(
            "tiff-palette.tif", TiffFile.Write(Page(1, 3, chart.Grey).SetShort(320, ramp)), IsGrey: true);
        // A saved selection is no transparency, and neither is a channel that does not say what it is.
        var masked = chart.Rgb.Chunk(3).SelectMany(rgb => rgb.Append((byte)0)).ToArray();
        yield return new("tiff-mask.tif", TiffFile.Write(Page(4, 2, masked).SetShort(338, [0])));
        var both = chart.Rgb.Chunk(3).SelectMany(rgb => rgb.Append((byte)0).Append((byte)255)).ToArray();
        yield return new("tiff-mask-and-alpha.tif", TiffFile.Write(Page(5, 2, both).SetShort(338, [0, 2])));
    }

    private static byte[] Pyramid(Image image, bool subifd) => image.TiffsaveBuffer(
        tile: true, tileWidth: 16, tileHeight: 16, pyramid: true, subifd: subifd);

    private static object GetOr(this Image image, string name, object otherwise) =>
        image.Contains(name) ? image.Get(name) : otherwise;
}
