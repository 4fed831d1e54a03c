using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The photo reduced to the size at which it is segmented, in CIE L*a*b* (L 0..100, a and b about −127..127),
/// row-major.
/// </summary>
internal sealed class WorkingPicture
{
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

    /// <param name="photo">Of any size.</param>
    /// <param name="longestSide">To which it is reduced, in pixels; a photo that is small already keeps its size.</param>
    public static WorkingPicture From(Photo photo, int longestSide)
    {
        using var small = photo.Reduced(longestSide);
        using var colours = new Mat();
        small.Pixels.ConvertTo(colours, MatType.CV_32FC3, 1 / 255.0);
        Cv2.CvtColor(colours, colours, ColorConversionCodes.BGR2Lab);
        var lab = new float[small.Width * small.Height * 3];
        colours.AsSpan<float>().CopyTo(lab);
        return new WorkingPicture(small.Width, small.Height, lab);
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
