using NetVips;
using Pipeline.Worker.Imaging.Formats;

namespace Pipeline.Worker.Imaging.Colours;

/// <summary>
/// Colour spaces that a file declares in other ways than by an ICC profile: PNG's chunks, AVIF's code points, and Adobe
/// RGB as cameras write it into EXIF.
/// </summary>
internal static class StatedColours
{
    private const string Uncalibrated = "65535 ";

    /// <summary>Not in the standard, but written by some cameras.</summary>
    private const string Adobe = "2 ";

    /// <summary>Of the Design rule for Camera File system 2.0: the file's colours are Adobe RGB.</summary>
    private const string OptionFile = "R03";

    /// <param name="file">The file.</param>
    /// <param name="picture">As opened. With an embedded profile, that counts and nothing is looked for.</param>
    public static ColourStatement Of(byte[] file, Image picture)
    {
        var isRgb = picture.Interpretation is Enums.Interpretation.Srgb or Enums.Interpretation.Rgb16 or Enums.Interpretation.Rgb;
        var isGrey = picture.Interpretation is Enums.Interpretation.Bw or Enums.Interpretation.Grey16;
        if (picture.Contains(ColourConversion.IccProfile) || (!isRgb && !isGrey))
        {
            return ColourStatement.None;
        }

        var stated = ImageFormats.Find(file) switch
        {
            ImageFormat.Png => PngColours.Of(file),
            ImageFormat.Avif => AvifColours.Of(file),
            _ => null,
        };
        return stated ?? (isRgb && IsAdobeRgb(picture) ? ColourStatement.Of(ColourSpace.AdobeRgb) : ColourStatement.None);
    }

    /// <summary>The picture with the space's profile.</summary>
    public static Image With(this Image picture, ColourSpace space)
    {
        var isGrey = picture.Interpretation is Enums.Interpretation.Bw or Enums.Interpretation.Grey16;
        var profile = MatrixProfile.Write(space, isGrey);
        return picture.Mutate(header => header.Set(GValue.BlobType, ColourConversion.IccProfile, profile));
    }

    private static bool IsAdobeRgb(Image picture)
    {
        var space = Text(picture, "exif-ifd2-ColorSpace");
        return space.StartsWith(Adobe, StringComparison.Ordinal)
            || (space.StartsWith(Uncalibrated, StringComparison.Ordinal)
                && Text(picture, "exif-ifd4-InteroperabilityIndex").StartsWith(OptionFile, StringComparison.Ordinal));
    }

    private static string Text(Image picture, string field) =>
        picture.Contains(field) && picture.Get(field) is string text ? text : "";
}
