using OpenCvSharp;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>A photo that is cut out quickly: a red disc on white.</summary>
internal static class Disc
{
    /// <param name="seed">Moves the disc by so many pixels, so that the file is another one.</param>
    /// <param name="scale">How many times 128 × 96 pixels the photo is wide and high.</param>
    public static byte[] Png(int seed = 0, int scale = 1)
    {
        using var picture = new Mat(96 * scale, 128 * scale, MatType.CV_8UC3, Scalar.White);
        Cv2.Circle(picture, (60 * scale) + seed, 48 * scale, 30 * scale, new Scalar(30, 20, 200), thickness: -1);
        Cv2.ImEncode(".png", picture, out var bytes);
        return bytes;
    }
}
