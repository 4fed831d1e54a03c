using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging.Formats;

internal static class ImageFormats
{
    /// <summary>Tells a file's format by its first bytes.</summary>
    /// <exception cref="JobRejectedException">It begins like no format that is accepted.</exception>
    public static ImageFormat Of(ReadOnlySpan<byte> file) => file switch
    {
        [0xFF, 0xD8, 0xFF, ..] => ImageFormat.Jpeg,
        [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => ImageFormat.Png,
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] =>
            ImageFormat.WebP,
        // Byte order, then 42, or 43 where offsets have 64 bits.
        [(byte)'I', (byte)'I', 42 or 43, 0, ..] or [(byte)'M', (byte)'M', 0, 42 or 43, ..] => ImageFormat.Tiff,
        [(byte)'G', (byte)'I', (byte)'F', (byte)'8', (byte)'7' or (byte)'9', (byte)'a', ..] => ImageFormat.Gif,
        // Two letters are a weak mark, so the size of the second header counts with them.
        [(byte)'B', (byte)'M', _, _, _, _, _, _, _, _, _, _, _, _, var size, 0, 0, 0, ..]
            when BmpHeader.IsKnownSize(size) => ImageFormat.Bmp,
        _ => throw new JobRejectedException(
            FailureReason.NotAnImage, "Not a JPEG, PNG, WebP, TIFF, GIF or BMP picture."),
    };
}
