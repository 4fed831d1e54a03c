namespace Pipeline.Dispatcher.Storage;

/// <summary>Media types of photos, by their endings: for people's browsers; workers look at the content.</summary>
internal static class MediaTypes
{
    public static string Of(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" or ".JPE" or ".JFIF" or ".JFI" or ".JIF" or ".MPO" => "image/jpeg",
        ".PNG" or ".APNG" => "image/png",
        ".WEBP" => "image/webp",
        ".TIF" or ".TIFF" => "image/tiff",
        ".GIF" => "image/gif",
        ".BMP" or ".DIB" => "image/bmp",
        ".AVIF" => "image/avif",
        _ => "application/octet-stream",
    };
}
