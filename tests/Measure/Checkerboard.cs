using OpenCvSharp;

namespace Pipeline.Measure;

/// <summary>Draws cutouts over grey squares, so that transparency shows.</summary>
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
        cutout.GetArray(out Vec4b[] pixels);
        var side = Math.Max(1, (int)Math.Round(10 / scale));
        var opaque = new Vec3b[pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y) = (i % cutout.Width, i / cutout.Width);
            var square = (x / side + y / side) % 2 == 0 ? 235 : 205;
            var pixel = pixels[i];
            byte Over(byte colour) => (byte)((colour * pixel.Item3 + square * (255 - pixel.Item3)) / 255);
            opaque[i] = new Vec3b(Over(pixel.Item0), Over(pixel.Item1), Over(pixel.Item2));
        }

        var result = new Mat(cutout.Size(), MatType.CV_8UC3);
        result.SetArray(opaque);
        return result;
    }
}
