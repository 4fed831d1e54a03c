using NetVips;

namespace Pipeline.Worker.Imaging;

/// <summary>
/// The EXIF fields (CIPA DC-008) that a recipe may keep: whose photo it is, what it shows, when and how it was taken. A
/// list of what is kept, so that no place, serial number, thumbnail or maker's note slips through. XMP and IPTC are not
/// read at all: either may carry a place.
/// </summary>
internal static class KeptExif
{
    /// <summary>libvips names fields after their directory: 0 is the picture's own, 2 the one about the shot.</summary>
    private static readonly string[] Fields =
    [
        .. new[] { "ImageDescription", "Make", "Model", "Software", "DateTime", "Artist", "Copyright" }
            .Select(field => "exif-ifd0-" + field),
        .. new[]
        {
            "ExposureTime", "FNumber", "ExposureProgram", "ISOSpeedRatings", "DateTimeOriginal", "DateTimeDigitized",
            "OffsetTime", "OffsetTimeOriginal", "ExposureBiasValue", "MeteringMode", "Flash", "FocalLength",
            "FocalLengthIn35mmFilm", "WhiteBalance", "LensMake", "LensModel",
        }.Select(field => "exif-ifd2-" + field),
    ];

    /// <summary>By libvips' names, as libvips writes and reads them.</summary>
    public static IReadOnlyDictionary<string, string> Of(Image picture)
    {
        var kept = new Dictionary<string, string>();
        foreach (var field in Fields.Where(picture.Contains))
        {
            if (picture.Get(field) is string text)
            {
                kept.Add(field, text);
            }
        }

        return kept;
    }
}
