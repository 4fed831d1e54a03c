using NetVips;

namespace Pipeline.Worker.Imaging;

/// <summary>Brings every kind of picture to 8-bit sRGB, its alpha apart.</summary>
internal static class ColourConversion
{
    public const string IccProfile = "icc-profile-data";

    /// <summary>
    /// A general printing profile that libvips carries, for printing colours that do not say of which press.
    /// </summary>
    private const string AnyPress = "cmyk";

    /// <summary>
    /// Through the embedded profile where there is one that fits, else by the stated colour space. Black stays black:
    /// without compensation the black of a press would come out as dark grey.
    /// </summary>
    /// <param name="colours">Any libvips image without alpha.</param>
    /// <returns>3 bands, 8-bit sRGB; the caller disposes it.</returns>
    public static Image ToSrgb(Image colours)
    {
        using var converted = Embedded(colours) ?? Stated(colours);
        return converted.Cast(Enums.BandFormat.Uchar);
    }

    /// <summary>8 bits of an alpha channel.</summary>
    public static Image ToAlpha(Image channel) =>
        channel.Cast(Enums.BandFormat.Uchar, shift: channel.Format == Enums.BandFormat.Ushort);

    private static Image? Embedded(Image colours)
    {
        if (!colours.Contains(IccProfile) || IsLab(colours))
        {
            return null;
        }

        try
        {
            return colours.IccTransform(
                "srgb",
                embedded: true,
                intent: Enums.Intent.Relative,
                blackPointCompensation: true,
                depth: 8);
        }
        catch (VipsException)
        {
            // A profile that is damaged or of another kind of colours: browsers show such a picture without it.
            return null;
        }
    }

    private static Image Stated(Image colours)
    {
        if (IsLab(colours))
        {
            // Image editors write L*a*b* under D50, as profiles hold it; libvips' own is under D65.
            using var lab = colours.Colourspace(Enums.Interpretation.Lab);
            return lab.IccExport(outputProfile: "srgb", pcs: Enums.PCS.Lab, intent: Enums.Intent.Relative, depth: 8);
        }

        return colours.Interpretation == Enums.Interpretation.Cmyk
            ? colours.IccTransform(
                "srgb",
                inputProfile: AnyPress,
                intent: Enums.Intent.Relative,
                blackPointCompensation: true,
                depth: 8)
            : colours.Colourspace(Enums.Interpretation.Srgb);
    }

    private static bool IsLab(Image colours) =>
        colours.Interpretation is Enums.Interpretation.Lab or Enums.Interpretation.Labs;
}
