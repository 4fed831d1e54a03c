namespace Pipeline.Worker.Marketplaces;

/// <summary>The format of a file by its first bytes, whatever its name says.</summary>
internal static class FileFormat
{
    public const string Jpeg = "JPEG";
    public const string Png = "PNG";
    public const string WebP = "WebP";
    public const string Gif = "GIF";
    public const string Tiff = "TIFF";
    public const string Bmp = "BMP";
    public const string Heif = "HEIF";

    private static readonly Dictionary<string, string[]> Endings = new()
    {
        [Jpeg] = [".jpg", ".jpeg"],
        [Png] = [".png"],
        [WebP] = [".webp"],
        [Gif] = [".gif"],
        [Tiff] = [".tif", ".tiff"],
        [Bmp] = [".bmp"],
        [Heif] = [".heic", ".heif", ".avif"],
    };

    /// <summary>Every ending of every format, with its dot, in small letters.</summary>
    public static IEnumerable<string> AllEndings => Endings.Values.SelectMany(endings => endings);

    /// <summary>Null when it is none of these.</summary>
    public static string? Of(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] =>
            WebP,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => Gif,
        [(byte)'I', (byte)'I', 42, 0, ..] or [(byte)'M', (byte)'M', 0, 42, ..] => Tiff,
        [(byte)'B', (byte)'M', ..] => Bmp,
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => Heif,
        _ => null,
    };

    /// <summary>Whether a name ends as files of the format do; upper and lower case are one.</summary>
    public static bool Fits(string format, string name) =>
        Endings[format].Contains(Path.GetExtension(name).ToLowerInvariant());
}
