using OpenCvSharp;

namespace Pipeline.Worker.Imaging;

/// <summary>
/// Pixels to a PNG file. OpenCV's default filter and strategy: on a 24 MP picture a tenth of the time of compression
/// level 6 at nearly its size.
/// </summary>
internal static class PngEncoder
{
    public const string ContentType = "image/png";

    /// <param name="pixels"><c>CV_8UC3</c> BGR or <c>CV_8UC4</c> BGRA, straight alpha.</param>
    /// <exception cref="InvalidOperationException">The encoder refused the picture.</exception>
    public static byte[] Encode(Mat pixels) =>
        Cv2.ImEncode(".png", pixels, out var file)
            ? file
            : throw new InvalidOperationException($"PNG encoding of {pixels.Width} × {pixels.Height} failed.");
}
