using OpenCvSharp;

namespace Pipeline.Worker.Renditions;

/// <summary>
/// A soft shadow where the subject would touch the ground: darkest under the columns that reach lowest, gone under
/// those that end higher, as under a lamp that is everywhere.
/// </summary>
internal static class ContactShadowPlane
{
    /// <summary>Share of the subject's height within which a column still shades the ground under it.</summary>
    private const double Reach = 0.06;

    /// <summary>
    /// Half-thickness of what is drawn, and standard deviations of its two blurs, as shares of the subject's width.
    /// </summary>
    private const double Thickness = 0.01, Near = 0.012, Far = 0.045;
    private const byte Solid = 128;

    /// <param name="alpha">H × W, <c>CV_8UC1</c>, of the whole frame.</param>
    /// <param name="opacity">At its darkest, above 0 to 1.</param>
    /// <returns>H × W, <c>CV_8UC1</c>: how much of the light is taken away, 0..255. The caller disposes it.</returns>
    public static Mat Of(Mat alpha, double opacity)
    {
        var box = Cv2.BoundingRect(alpha);
        using var drawn = Footprint(alpha, box);
        using var near = Blurred(drawn, Near * box.Width);
        using var far = Blurred(drawn, Far * box.Width);
        using var both = new Mat();
        Cv2.AddWeighted(near, 0.5, far, 0.5 * Far / Near, 0, both);
        Cv2.MinMaxLoc(both, out _, out double darkest);
        var shadow = new Mat();
        both.ConvertTo(shadow, MatType.CV_8UC1, darkest > 0 ? 255 * opacity / darkest : 0);
        return shadow;
    }

    /// <summary>A line under the subject, per column as dark as the column is near the ground.</summary>
    private static Mat Footprint(Mat alpha, Rect box)
    {
        var drawn = new Mat(alpha.Rows, alpha.Cols, MatType.CV_32FC1, Scalar.All(0));
        var rows = alpha.AsRows<byte>();
        var to = drawn.AsRows<float>();
        var last = alpha.Rows - 1;
        var half = Math.Max(1, (int)Math.Round(Thickness * box.Width));
        for (var x = box.Left; x < box.Right; x++)
        {
            var lowest = box.Bottom - 1;
            while (lowest >= box.Top && rows[lowest][x] < Solid)
            {
                lowest--;
            }

            var above = (box.Bottom - 1 - lowest) / (Reach * box.Height);
            var strength = (float)Math.Exp(-above * above);
            for (var y = Math.Max(0, lowest - half); y <= Math.Min(last, lowest + half); y++)
            {
                to[y][x] = strength;
            }
        }

        return drawn;
    }

    private static Mat Blurred(Mat plane, double sigma)
    {
        var blurred = new Mat();
        Cv2.GaussianBlur(plane, blurred, default, Math.Max(0.8, sigma), Math.Max(0.8, sigma / 2));
        return blurred;
    }
}
