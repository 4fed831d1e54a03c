using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Matting;

/// <summary>Small pictures and trimaps written as functions of place.</summary>
internal static class MattingScenes
{
    public static readonly Vec3b Blue = new(200, 60, 20);
    public static readonly Vec3b Orange = new(20, 120, 200);

    public static Photo Photo(int width, int height, Func<int, int, Vec3b> colour) =>
        new(Fill(new Mat<Vec3b>(height, width), colour));

    public static Photo Noise(int width, int height, int seed)
    {
        var random = new Random(seed);
        return Photo(width, height, (_, _) => new Vec3b((byte)random.Next(256), (byte)random.Next(256), 90));
    }

    public static Trimap TrimapOf(int width, int height, Func<int, int, int> kind) =>
        new(Fill(new Mat<byte>(height, width), (x, y) => (byte)kind(x, y)));

    public static Mat<T> Fill<T>(Mat<T> mat, Func<int, int, T> value)
        where T : unmanaged
    {
        var (width, height) = (mat.Width, mat.Height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                mat.At<T>(y, x) = value(x, y);
            }
        }

        return mat;
    }

    public static Vec3b Mix(double alpha) => new(
        Mix(Orange.Item0, Blue.Item0, alpha), Mix(Orange.Item1, Blue.Item1, alpha), Mix(Orange.Item2, Blue.Item2, alpha));

    public static byte Mix(byte subject, byte background, double alpha) =>
        (byte)Math.Round((alpha * subject) + ((1 - alpha) * background));

    public static void ForEach(Mat plane, Action<int, int, byte> check)
    {
        var (width, height) = (plane.Width, plane.Height);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                check(x, y, plane.At<byte>(y, x));
            }
        }
    }
}
