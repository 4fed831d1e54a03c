using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Detects a file's format from its first bytes. File names play no part.</summary>
internal static class ImageFormats
{
    private const string Accepted = "JPEG, PNG, WebP, TIFF, GIF, BMP or AVIF";

    /// <exception cref="JobRejectedException">
    /// <see cref="FailureReason.UnsupportedFormat"/>: an image format that is known but not decoded;
    /// <see cref="FailureReason.NotAnImage"/>: anything else.
    /// </exception>
    public static ImageFormat Of(ReadOnlySpan<byte> file)
    {
        if (UnsupportedFormats.Explain(file) is { } sentence)
        {
            throw new JobRejectedException(FailureReason.UnsupportedFormat, sentence);
        }

        return Find(file) ?? throw new JobRejectedException(
            FailureReason.NotAnImage,
            file.IsEmpty ? "The file is empty." : $"The file is not an image; {Accepted} is expected.");
    }

    /// <returns>Null where the file begins like none of the accepted formats.</returns>
    public static ImageFormat? Find(ReadOnlySpan<byte> file) => file switch
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
        _ => HeifBrands.Find(file) == HeifKind.Avif ? ImageFormat.Avif : null,
    };
}
