namespace Pipeline.Dispatcher.Intake;

/// <summary>
/// What names say about files. Only where the content says nothing: a file that is named as a photo and is none is
/// reported, and not left out without a word; and for blobs, whose content would take a request each.
/// </summary>
internal static class PhotoNames
{
    private static readonly HashSet<string> Extensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".jpg", ".jpeg", ".jpe", ".jfif", ".jfi", ".jif", ".mpo", ".png", ".apng", ".webp", ".tif", ".tiff", ".gif", ".bmp", ".dib",
        ".avif", ".heic", ".heif", ".hif", ".jxl", ".jp2", ".j2k", ".jpx", ".psd", ".psb",
        ".arw", ".cr2", ".cr3", ".crw", ".dng", ".nef", ".nrw", ".orf", ".pef", ".raf", ".rw2", ".srw", ".x3f",
    };

    public static bool IsPhoto(string name) => Extensions.Contains(Path.GetExtension(name));

    /// <summary>Whether any part of the name begins with a dot, which hides a file from listings.</summary>
    public static bool IsHidden(string name) => name.Split('/').Any(part => part.StartsWith('.'));
}
