using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class PngFiles
{
    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("png.png", chart.Rgb.PngsaveBuffer());
        yield return new("png-interlaced.png", chart.Rgb.PngsaveBuffer(interlace: true));
        yield return new("png-alpha.png", chart.Rgba.PngsaveBuffer());
        yield return new("png-grey.png", chart.Grey.PngsaveBuffer(), IsGrey: true);
        yield return new("png-16.png", chart.Rgb16.PngsaveBuffer(bitdepth: 16));
        yield return new("png-grey-16.png", chart.Grey16.PngsaveBuffer(bitdepth: 16), IsGrey: true);
        yield return new("png-palette.png", chart.Rgb.PngsaveBuffer(palette: true, dither: 0), Quantized);
        yield return new("png-p3.png", chart.DisplayP3.PngsaveBuffer(), Rounded);
        yield return new("png-adobe-rgb.png", chart.AdobeRgb.PngsaveBuffer(), Rounded);
        yield return new("png-grey-power.png", chart.GreyPower.PngsaveBuffer(), Rounded, IsGrey: true);
        yield return new("png-broken-profile.png", chart.BrokenProfile.PngsaveBuffer());
    }
}
