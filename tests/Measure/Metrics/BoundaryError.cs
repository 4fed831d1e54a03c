using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>
/// How far the outlines at alpha one half lie from each other: the mean distance from each outline's pixels to the
/// nearest pixel of the other, both ways averaged, in pixels. Less is better. An outline is the subject's pixels that
/// have a neighbour above, below, left or right outside of the subject; the picture's own border is no outline.
/// </summary>
internal static class BoundaryError
{
    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    /// <returns>0 when neither has an outline; the picture's diagonal when only one has.</returns>
    public static double Of(Mat estimate, Mat truth)
    {
        using var found = Outline(estimate);
        using var expected = Outline(truth);
        return (found.CountNonZero() > 0, expected.CountNonZero() > 0) switch
        {
            (false, false) => 0,
            (true, true) => (MeanDistance(found, expected) + MeanDistance(expected, found)) / 2,
            _ => Diagonal(truth.Size()),
        };
    }

    public static double Diagonal(Size size) => double.Hypot(size.Width, size.Height);

    private static Mat Outline(Mat alpha)
    {
        var outline = new Mat();
        Cv2.Threshold(alpha, outline, IntersectionOverUnion.Half, 255, ThresholdTypes.Binary);
        using var cross = Cv2.GetStructuringElement(MorphShapes.Cross, new Size(3, 3));
        using var inner = new Mat();
        // The default border value of an erosion never erodes from the picture's border.
        Cv2.Erode(outline, inner, cross);
        Cv2.Subtract(outline, inner, outline);
        return outline;
    }

    private static double MeanDistance(Mat from, Mat to)
    {
        using var elsewhere = new Mat();
        Cv2.BitwiseNot(to, elsewhere);
        using var distance = new Mat();
        Cv2.DistanceTransform(elsewhere, distance, DistanceTypes.L2, DistanceTransformMasks.Precise);
        return Cv2.Mean(distance, from).Val0;
    }
}
