using NetVips;

namespace Pipeline.Corpus;

/// <summary>
/// The stored chart in the modes that files hold, each with its orientation and, where it has one, its profile.
/// </summary>
internal sealed class ChartImages(Chart chart, int orientation)
{
    public const double GreyGamma = 1.8;
    private const string Profile = "icc-profile-data";

    public Chart Chart => chart;

    public Image Rgb => Turned(chart.ToImage());

    public Image Grey => Turned(chart.ToGrey());

    public Image Rgba => Turned(chart.ToImage().Bandjoin(255).Copy(interpretation: Enums.Interpretation.Srgb));

    public Image Rgb16 => Turned((chart.ToImage().Cast(Enums.BandFormat.Ushort) * 257)
        .Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Rgb16));

    public Image Grey16 => Turned((chart.ToGrey().Cast(Enums.BandFormat.Ushort) * 257)
        .Cast(Enums.BandFormat.Ushort).Copy(interpretation: Enums.Interpretation.Grey16));

    public Image DisplayP3 =>
        Turned(chart.Map(ColourSpaces.DisplayP3).ToImage()).With(Profile, IccFile.DisplayP3());

    public Image AdobeRgb => Turned(chart.Map(ColourSpaces.AdobeRgb).ToImage()).With(Profile, IccFile.AdobeRgb());

    public Image GreyPower => Turned(chart.Map(grey => ColourSpaces.Power(grey, GreyGamma)).ToGrey())
        .With(Profile, IccFile.Grey(GreyGamma));

    /// <summary>A profile that is none, which is to be passed over.</summary>
    public Image BrokenProfile => Rgb.With(Profile, [.. IccFile.AdobeRgb().Select((b, i) => i < 132 ? b : (byte)0x5A)]);

    /// <summary>A profile for other colours than the picture's, which is to be passed over.</summary>
    public Image WrongProfile => Rgb.With(Profile, IccFile.Grey(GreyGamma));

    /// <summary>Printing colours with the profile that libvips carries.</summary>
    public Image Cmyk => Turned(chart.ToImage().IccTransform(
        "cmyk", inputProfile: "srgb", intent: Enums.Intent.Relative, blackPointCompensation: true));

    public Image CmykBare => Cmyk.Mutate(picture => picture.Remove(Profile));

    /// <summary>16 bits, under D50 as files hold it.</summary>
    public Image Lab => Turned(chart.ToImage()
        .IccImport(inputProfile: "srgb", pcs: Enums.PCS.Lab, intent: Enums.Intent.Relative)
        .Colourspace(Enums.Interpretation.Labs)
        .Mutate(picture => picture.Remove(Profile)));

    private Image Turned(Image image) => orientation == 1
        ? image
        : image.Mutate(picture => picture.Set(GValue.GIntType, "orientation", orientation));
}
