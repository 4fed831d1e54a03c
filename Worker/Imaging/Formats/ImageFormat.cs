namespace Pipeline.Worker.Imaging.Formats;

/// <summary>The formats that are accepted.</summary>
internal enum ImageFormat
{
    Jpeg,
    Png,
    WebP,
    Tiff,
    Gif,
    Bmp,
    Avif,
}
