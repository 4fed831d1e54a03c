using OpenCvSharp;

namespace Pipeline.Worker.Imaging;

internal static class PictureSizes
{
    /// <summary>
    /// The size itself, or the one of the same shape that has about <paramref name="pixels"/> pixels.
    /// </summary>
    public static Size Within(this Size size, double pixels)
    {
        var scale = Math.Sqrt(Math.Min(1, pixels / ((double)size.Width * size.Height)));
        return new Size(
            Math.Max(1, (int)Math.Round(size.Width * scale)), Math.Max(1, (int)Math.Round(size.Height * scale)));
    }
}
