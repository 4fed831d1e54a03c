namespace Pipeline.Dispatcher.Storage;

/// <summary>Media types of photos, by their endings: for people's browsers; workers look at the content.</summary>
internal static class MediaTypes
{
    public static string Of(string name) => Path.GetExtension(name).ToUpperInvariant() switch
    {
        ".JPG" or ".JPEG" => "image/jpeg",
        ".PNG" => "image/png",
        ".WEBP" => "image/webp",
        ".TIF" or ".TIFF" => "image/tiff",
        ".GIF" => "image/gif",
        ".BMP" => "image/bmp",
        _ => "application/octet-stream",
    };
}
