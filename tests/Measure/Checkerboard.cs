using OpenCvSharp;

namespace Pipeline.Measure;

/// <summary>Draws cutouts over grey squares or one colour, so that transparency shows.</summary>
internal static class Checkerboard
{
    /// <summary>
    /// Composed before it is shrunk: the mean of straight colours would let those of clear pixels in.
    /// </summary>
    /// <param name="cutout">CV_8UC4, straight alpha.</param>
    /// <param name="scale">What the picture will be scaled by afterwards; then the squares measure 10 pixels.</param>
    /// <returns>CV_8UC3.</returns>
    public static Mat Under(Mat cutout, double scale)
    {
        var side = Math.Max(1, (int)Math.Round(10 / scale));
        var (light, dark) = (new Vec3b(235, 235, 235), new Vec3b(205, 205, 205));
        return Compose(cutout, (x, y) => (x / side + y / side) % 2 == 0 ? light : dark);
    }

    /// <summary>The cutout over one colour.</summary>
    /// <param name="cutout">CV_8UC4, straight alpha.</param>
    /// <param name="colour">Blue, green, red.</param>
    /// <returns>CV_8UC3.</returns>
    public static Mat Plain(Mat cutout, Vec3b colour) => Compose(cutout, (_, _) => colour);

    private static Mat Compose(Mat cutout, Func<int, int, Vec3b> ground)
    {
        cutout.GetArray(out Vec4b[] pixels);
        var opaque = new Vec3b[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var pixel = pixels[i];
            var below = ground(i % cutout.Width, i / cutout.Width);
            byte Over(byte colour, byte under) => (byte)((colour * pixel.Item3 + under * (255 - pixel.Item3)) / 255);
            opaque[i] = new Vec3b(
                Over(pixel.Item0, below.Item0), Over(pixel.Item1, below.Item1), Over(pixel.Item2, below.Item2));
        }

        var result = new Mat(cutout.Size(), MatType.CV_8UC3);
        result.SetArray(opaque);
        return result;
    }
}
