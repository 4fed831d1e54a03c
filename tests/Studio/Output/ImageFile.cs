using NetVips;

namespace Pipeline.Studio.Output;

/// <summary>Writes stored pixels to files.</summary>
internal static class ImageFile
{
    /// <summary>
    /// Rows of 8-bit sRGB, or of grey when <paramref name="bands"/> is 1; the extension picks the format.
    /// </summary>
    public static void Write(string path, byte[] pixels, int width, int height, int bands, int quality = 88)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllBytes(path, Encode(Path.GetExtension(path), pixels, width, height, bands, quality: quality));
    }

    /// <summary>
    /// The bytes that <see cref="Write"/> writes. A <paramref name="turned"/> picture is stored lying on its side with
    /// EXIF orientation 6, so that it is upright only to those who honour the tag.
    /// </summary>
    public static byte[] Encode(
        string extension, byte[] pixels, int width, int height, int bands, bool turned = false, int quality = 88)
    {
        using var raw = Image.NewFromMemory(pixels, width, height, bands, Enums.BandFormat.Uchar);
        using var upright = raw.Copy(interpretation: bands == 1 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb);
        if (!turned)
        {
            return Encode(upright, extension, quality);
        }

        // Orientation 6: a viewer turns the stored picture clockwise, so it is stored turned anticlockwise.
        using var lying = upright.Rot270();
        using var tagged = lying.Mutate(image => image.Set(GValue.GIntType, "orientation", 6));
        return Encode(tagged, extension, quality);
    }

    private static byte[] Encode(Image image, string extension, int quality) => extension switch
    {
        ".jpg" => image.JpegsaveBuffer(q: quality),
        ".webp" => image.WebpsaveBuffer(q: 86),
        ".png" => image.PngsaveBuffer(compression: 9),
        _ => throw new ArgumentException($"No writer for '{extension}'.", nameof(extension)),
    };
}
