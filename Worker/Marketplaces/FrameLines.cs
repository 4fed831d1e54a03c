using OpenCvSharp;
using Pipeline.Worker.Matting;

namespace Pipeline.Worker.Marketplaces;

/// <summary>
/// Finds drawn frames: along each side, within a twentieth of the picture, two neighbouring lines of pixels that differ
/// by more than 24 levels over nine tenths of the middle four fifths. A white frame is not told from a margin.
/// </summary>
internal static class FrameLines
{
    private const int Step = 24;
    private const double Depth = 0.05;
    private const double Corner = 0.1;
    private const double Along = 0.9;

    /// <summary>How many sides have such a line, 0..4.</summary>
    public static int Count(Mat pixels)
    {
        using var turned = pixels.Transpose();
        return Ends(pixels) + Ends(turned);
    }

    /// <summary>At the top and at the bottom.</summary>
    private static int Ends(Mat pixels)
    {
        var deep = Math.Min(pixels.Rows / 2, Math.Max(3, (int)(pixels.Rows * Depth)));
        var top = Enumerable.Range(1, Math.Max(0, deep - 1)).Any(y => IsStep(pixels, y - 1, y));
        var bottom = Enumerable.Range(1, Math.Max(0, deep - 1))
            .Any(y => IsStep(pixels, pixels.Rows - y, pixels.Rows - y - 1));
        return (top ? 1 : 0) + (bottom ? 1 : 0);
    }

    private static bool IsStep(Mat pixels, int outer, int inner)
    {
        var from = (int)(pixels.Cols * Corner);
        var to = pixels.Cols - from;
        var here = Rows.Of<byte>(pixels, outer);
        var there = Rows.Of<byte>(pixels, inner);
        var steps = 0;
        for (var x = from; x < to; x++)
        {
            var i = 3 * x;
            var difference = Math.Max(
                Math.Abs(here[i] - there[i]),
                Math.Max(Math.Abs(here[i + 1] - there[i + 1]), Math.Abs(here[i + 2] - there[i + 2])));
            steps += difference > Step ? 1 : 0;
        }

        return steps >= Along * (to - from);
    }
}
