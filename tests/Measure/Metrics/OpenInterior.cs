using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>
/// The share of the subject's interior that the result leaves open, that is below nearly opaque. The interior is what
/// lies deeper in the mask than 3 % of the square root of its area, at least 5 pixels; the picture's frame is no edge.
/// 0 to 1, less is better.
/// </summary>
internal static class OpenInterior
{
    /// <summary>An 8-bit alpha below this is open.</summary>
    public const int Opaque = 250;

    private const double DepthShare = 0.03, LeastDepth = 5;

    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="mask">CV_8UC1 of the same size; above one half is subject.</param>
    /// <returns>Null when the mask has no interior.</returns>
    public static double? Of(Mat estimate, Mat mask)
    {
        using var interior = Of(mask);
        var pixels = interior.CountNonZero();
        if (pixels == 0)
        {
            return null;
        }

        using var open = new Mat();
        Cv2.Threshold(estimate, open, Opaque - 1, 255, ThresholdTypes.BinaryInv);
        Cv2.BitwiseAnd(open, interior, open);
        return (double)open.CountNonZero() / pixels;
    }

    /// <param name="mask">CV_8UC1; above one half is subject.</param>
    /// <returns>CV_8UC1, 255 in the interior.</returns>
    public static Mat Of(Mat mask)
    {
        using var subject = new Mat();
        Cv2.Threshold(mask, subject, IntersectionOverUnion.Half, 255, ThresholdTypes.Binary);
        var depth = Math.Max(LeastDepth, DepthShare * Math.Sqrt(subject.CountNonZero()));
        using var distance = new Mat();
        Cv2.DistanceTransform(subject, distance, DistanceTypes.L2, DistanceTransformMasks.Precise);
        var interior = new Mat();
        Cv2.Threshold(distance, distance, depth, 255, ThresholdTypes.Binary);
        distance.ConvertTo(interior, MatType.CV_8UC1);
        return interior;
    }
}
