using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>
/// Conn: Σ |φ(α) − φ(α*)|, in thousands (Rhemann et al., CVPR 2009). At the levels 0.1, 0.2 … 1 the body is the largest
/// 4-connected part in which both mattes reach the level; l is the last level before a pixel falls out of it, d = α −
/// l, and φ = 1 − d where d ≥ θ = 0.15, else 1. Less is better.
/// </summary>
internal static class ConnectivityError
{
    private const int Levels = 10;
    private const double Theta = 0.15;

    /// <summary>The sum of <see cref="Map"/>, in thousands.</summary>
    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    /// <param name="region">CV_8UC1, not 0 where pixels count; null for the whole picture.</param>
    public static double Of(Mat estimate, Mat truth, Mat? region = null)
    {
        using var map = Map(estimate, truth);
        return ErrorMap.Thousands(map, region);
    }

    /// <summary>The difference of the degrees of connectedness at every pixel.</summary>
    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    /// <returns>CV_32FC1.</returns>
    public static Mat Map(Mat estimate, Mat truth)
    {
        using var level = LastLevels(estimate, truth);
        using var found = Excess(estimate, level);
        using var expected = Excess(truth, level);
        var map = new Mat();
        Cv2.Absdiff(found, expected, map);
        return map;
    }

    /// <summary>From the highest level down, so that what stays is the lowest at which the pixel is outside.</summary>
    private static Mat LastLevels(Mat estimate, Mat truth)
    {
        using var least = new Mat();
        Cv2.Min(estimate, truth, least);
        var result = new Mat(least.Size(), MatType.CV_32FC1, Scalar.All(1));
        for (var i = Levels; i >= 1; i--)
        {
            using var reached = new Mat();
            Cv2.Threshold(least, reached, Math.Ceiling(255.0 * i / Levels) - 1, 255, ThresholdTypes.Binary);
            using var body = LargestPart(reached);
            using var outside = new Mat();
            Cv2.BitwiseNot(body, outside);
            result.SetTo(Scalar.All((i - 1) / (double)Levels), outside);
        }

        return result;
    }

    private static Mat LargestPart(Mat reached)
    {
        using var labels = new Mat();
        using var statistics = new Mat();
        using var centres = new Mat();
        var count = Cv2.ConnectedComponentsWithStats(
            reached, labels, statistics, centres, PixelConnectivity.Connectivity4, MatType.CV_32SC1);
        if (count == 1)
        {
            // Label 0 is everything that does not reach the level: here, all.
            return reached.Clone();
        }

        var largest = Enumerable.Range(1, count - 1)
            .MaxBy(label => statistics.At<int>(label, (int)ConnectedComponentsTypes.Area));
        var body = new Mat();
        Cv2.InRange(labels, Scalar.All(largest), Scalar.All(largest), body);
        return body;
    }

    /// <summary>d where it is at least θ, else 0: that is 1 − φ.</summary>
    private static Mat Excess(Mat alpha, Mat level)
    {
        var excess = new Mat();
        alpha.ConvertTo(excess, MatType.CV_32FC1, 1 / 255.0);
        Cv2.Subtract(excess, level, excess);
        using var small = new Mat();
        Cv2.InRange(excess, Scalar.All(double.MinValue), Scalar.All(Theta - 1e-6), small);
        excess.SetTo(Scalar.All(0), small);
        return excess;
    }
}
