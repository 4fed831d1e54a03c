using System.Runtime.InteropServices;
using NetVips;
using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

/// <summary>Separate planes and L*a*b* of 8 bits, in strips and in tiles: layouts that libvips does not write.</summary>
internal static class TiffLayouts
{
    private const int Side = 32;

    /// <summary>One level of a* or b* is more than one of sRGB.</summary>
    private const double RoundedLab = 1.2;

    public static IEnumerable<ValidFile> All(ChartImages chart, int orientation)
    {
        TiffPage Page(Image image, int photometric, bool isPlanar)
        {
            var bits = image.Format == Enums.BandFormat.Ushort ? 16 : 8;
            var data = isPlanar
                ? [.. Enumerable.Range(0, image.Bands).Select(band => Samples(image[band]))]
                : new[] { Samples(image) };
            var page = new TiffPage(image.Width, image.Height, image.Bands, bits, photometric, data);
            return page.SetShort(274, [orientation]).SetShort(284, [isPlanar ? 2 : 1]);
        }

        var lab = Bytes(chart.Lab);
        yield return new("tiff-lab-8.tif", TiffFile.Write(Page(lab, 8, false)), RoundedLab);
        yield return new("tiff-lab-8-planes.tif", TiffFile.Write(Page(lab, 8, true)), RoundedLab);
        yield return new("tiff-lab-8-tiles.tif", TiffFile.Write(Page(lab, 8, false).Tiled(Side, 3)), RoundedLab);
        yield return new(
            "tiff-lab-8-alpha.tif", TiffFile.Write(Page(lab.Bandjoin(255), 8, false).SetShort(338, [2])), RoundedLab);
        yield return new("tiff-lab-8-tiled-planes.tif", TiffFile.Write(Page(lab, 8, true).Tiled(Side, 1)), RoundedLab);
        yield return new("tiff-tiled-planes.tif", TiffFile.Write(Page(chart.Rgb, 2, true).Tiled(Side, 1)));
        yield return new("tiff-tiled-planes-16.tif", TiffFile.Write(Page(chart.Rgb16, 2, true).Tiled(Side, 2)));
        yield return new(
            "tiff-tiled-planes-big-endian.tif", TiffFile.Write(true, Page(chart.Rgb, 2, true).Tiled(Side, 1)));
        yield return new(
            "tiff-tiled-plane.tif", TiffFile.Write(Page(chart.Grey, 1, true).Tiled(Side, 1)), IsGrey: true);
        yield return new("tiff-planes-cmyk.tif", TiffFile.Write(Page(chart.Cmyk, 5, true)), Printed);
        yield return new("tiff-tiled-planes-cmyk.tif", TiffFile.Write(Page(chart.Cmyk, 5, true).Tiled(Side, 1)), Printed);
        foreach (var kind in new[] { 1, 2 })
        {
            var page = Page(chart.Rgba, 2, true).Tiled(Side, 1).SetShort(338, [kind]);
            yield return new($"tiff-tiled-planes-alpha-{kind}.tif", TiffFile.Write(page));
        }
    }

    private static byte[] Samples(Image image) => image.Format == Enums.BandFormat.Ushort
        ? MemoryMarshal.AsBytes<ushort>(image.WriteToMemory<ushort>()).ToArray()
        : image.WriteToMemory<byte>();

    /// <summary>L* over the whole byte; a* and b* with their sign.</summary>
    private static Image Bytes(Image labs)
    {
        using var lab = labs.Colourspace(Enums.Interpretation.Lab);
        using var scaled = lab.Linear([2.55, 1, 1], [0, 256.0, 256]).Rint().Cast(Enums.BandFormat.Ushort);
        return scaled.BooleanConst(Enums.OperationBoolean.And, [255]).Cast(Enums.BandFormat.Uchar);
    }
}
