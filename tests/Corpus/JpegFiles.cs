using NetVips;
using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class JpegFiles
{
    private static ReadOnlySpan<byte> AdobeMark => "Adobe"u8;

    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("jpeg.jpg", Save(chart.Rgb), Lossy);
        yield return new("jpeg-subsampled.jpg", chart.Rgb.JpegsaveBuffer(q: 95), Lossy);
        yield return new("jpeg-progressive.jpg", chart.Rgb.JpegsaveBuffer(q: 97, interlace: true), Lossy);
        yield return new("jpeg-restarts.jpg", chart.Rgb.JpegsaveBuffer(q: 97, restartInterval: 2), Lossy);
        yield return new("jpeg-grey.jpg", Save(chart.Grey), Lossy, IsGrey: true);
        yield return new("jpeg-grey-power.jpg", Save(chart.GreyPower), Lossy, IsGrey: true);
        yield return new("jpeg-p3.jpg", Save(chart.DisplayP3), Lossy);
        yield return new("jpeg-adobe-rgb.jpg", Save(chart.AdobeRgb), Lossy);
        yield return new("jpeg-broken-profile.jpg", Save(chart.BrokenProfile), Lossy);
        yield return new("jpeg-wrong-profile.jpg", Save(chart.WrongProfile), Lossy);
        yield return new("jpeg-cmyk.jpg", Save(chart.Cmyk), Printed);
        yield return new("jpeg-cmyk-bare.jpg", Save(chart.CmykBare), Printed);
        yield return new("jpeg-ycck.jpg", Ycck(chart.Cmyk), Printed);
    }

    private static byte[] Save(Image image) => image.JpegsaveBuffer(q: 97, subsampleMode: Enums.ForeignSubsample.Off);

    /// <summary>
    /// libvips writes Adobe's inverted CMYK, transform 0. Given what turns into luminance and chroma of the inks when it
    /// is inverted, and with transform 2 stated, the file is YCCK.
    /// </summary>
    private static byte[] Ycck(Image cmyk)
    {
        double[][] toYcc =
            [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]];
        using var inks = cmyk.ExtractBand(0, n: 3);
        var ycc = inks.Recomb(Image.NewFromArray(toYcc)).Linear([-1, -1, -1], [255.0, 127, 127]);
        var image = ycc.Bandjoin(cmyk[3]).Rint().Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Cmyk);
        var file = Save(image);
        file[file.AsSpan().IndexOf(AdobeMark) + 11] = 2;
        return file;
    }
}
