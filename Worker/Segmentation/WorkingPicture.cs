using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The photo reduced to the size at which it is segmented, in CIE L*a*b* (L 0..100, a and b about −127..127),
/// row-major.
/// </summary>
internal sealed class WorkingPicture
{
    private const double LeastAcross = 16;

    private WorkingPicture(int width, int height, float[] lab)
    {
        Width = width;
        Height = height;
        Lab = lab;
    }

    public int Width { get; }

    public int Height { get; }

    public int Count => Width * Height;

    /// <summary>Three interleaved values per pixel: L, a, b.</summary>
    public float[] Lab { get; }

    /// <summary>
    /// Reduces the photo by area averaging, its aspect kept; a photo that is small already keeps its size. A very long
    /// one keeps some pixels across, as far as the area of a square one allows.
    /// </summary>
    public static WorkingPicture From(Photo photo, int longestSide)
    {
        double longest = Math.Max(photo.Width, photo.Height), shortest = Math.Min(photo.Width, photo.Height);
        var across = Math.Min(LeastAcross / shortest, longestSide / Math.Sqrt(longest * shortest));
        var scale = Math.Min(1, Math.Max(longestSide / longest, across));
        var size = new Size(
            Math.Max(1, (int)Math.Round(photo.Width * scale)),
            Math.Max(1, (int)Math.Round(photo.Height * scale)));
        using var small = new Mat();
        Cv2.Resize(photo.Pixels, small, size, interpolation: InterpolationFlags.Area);
        small.ConvertTo(small, MatType.CV_32FC3, 1 / 255.0);
        Cv2.CvtColor(small, small, ColorConversionCodes.BGR2Lab);
        var lab = new float[size.Width * size.Height * 3];
        small.AsSpan<float>().CopyTo(lab);
        return new WorkingPicture(size.Width, size.Height, lab);
    }

    /// <summary>Distance of two pixels' colours, in ΔE*ab (CIE 1976).</summary>
    public float Difference(int one, int other)
    {
        var l = Lab[3 * one] - Lab[3 * other];
        var a = Lab[(3 * one) + 1] - Lab[(3 * other) + 1];
        var b = Lab[(3 * one) + 2] - Lab[(3 * other) + 2];
        return MathF.Sqrt((l * l) + (a * a) + (b * b));
    }

    /// <summary>L as h × w, <c>CV_32FC1</c>; the caller disposes it.</summary>
    public Mat Lightness()
    {
        var lightness = new Mat(Height, Width, MatType.CV_32FC1);
        var values = lightness.AsSpan<float>();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Lab[3 * i];
        }

        return lightness;
    }
}
