using OpenCvSharp;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>A photo that is cut out quickly: a red disc on white.</summary>
internal static class Disc
{
    public static byte[] Png(int seed = 0)
    {
        using var picture = new Mat(96, 128, MatType.CV_8UC3, Scalar.White);
        Cv2.Circle(picture, 60 + seed, 48, 30, new Scalar(30, 20, 200), thickness: -1);
        Cv2.ImEncode(".png", picture, out var bytes);
        return bytes;
    }
}
