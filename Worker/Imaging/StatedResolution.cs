using System.Globalization;
using NetVips;

namespace Pipeline.Worker.Imaging;

/// <summary>The resolution that a file states for print.</summary>
internal static class StatedResolution
{
    private const double MillimetresPerInch = 25.4;

    /// <summary>libvips' own value, in pixels per millimetre, for files that state none.</summary>
    private const double Unstated = 1;

    /// <summary>What may be meant: beyond, it is a mistake in the file.</summary>
    private const double Least = 1;
    private const double Most = 100_000;

    /// <returns>Pixels per inch; null where none is stated, or one for each direction.</returns>
    public static double? Of(Image picture)
    {
        var (x, y) = PerMillimetre(picture);
        var perInch = x * MillimetresPerInch;
        var isStated = x != Unstated && Math.Abs(x - y) <= 0.01 * x && perInch is >= Least and <= Most;
        return isStated ? perInch : null;
    }

    private static (double X, double Y) PerMillimetre(Image picture)
    {
        // Of a JPEG that states the shape of its pixels only, libvips makes 72 per inch, without a unit.
        if (Text(picture, "vips-loader").StartsWith("jpegload", StringComparison.Ordinal)
            && !picture.Contains("resolution-unit"))
        {
            return (Unstated, Unstated);
        }

        // WebP has a place for it in EXIF only, which libvips keeps as text there.
        return picture.Xres != Unstated || picture.Yres != Unstated
            ? (picture.Xres, picture.Yres)
            : (Exif(picture, "XResolution"), Exif(picture, "YResolution"));
    }

    /// <summary>From a text such as <c>300000/1000 (300.000, Rational, …)</c>.</summary>
    private static double Exif(Image picture, string name)
    {
        var parts = Text(picture, "exif-ifd0-" + name).Split(' ', '/');
        var perCentimetre = Text(picture, "exif-ifd0-ResolutionUnit").StartsWith('3');
        return parts.Length > 2 && double.TryParse(parts[0], CultureInfo.InvariantCulture, out var over)
            && double.TryParse(parts[1], CultureInfo.InvariantCulture, out var under) && over > 0 && under > 0
            ? over / under / (perCentimetre ? 10 : MillimetresPerInch)
            : Unstated;
    }

    private static string Text(Image picture, string field) =>
        picture.Contains(field) && picture.Get(field) is string text ? text : "";
}
