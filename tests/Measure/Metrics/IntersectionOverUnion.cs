using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>Intersection over union of the pixels whose alpha is above one half. 0 to 1, greater is better.</summary>
internal static class IntersectionOverUnion
{
    /// <summary>An 8-bit alpha above this is above one half.</summary>
    public const int Half = 127;

    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    /// <returns>1 when both hold no such pixel.</returns>
    public static double Of(Mat estimate, Mat truth)
    {
        using var found = new Mat();
        using var expected = new Mat();
        Cv2.Threshold(estimate, found, Half, 255, ThresholdTypes.Binary);
        Cv2.Threshold(truth, expected, Half, 255, ThresholdTypes.Binary);
        using var both = new Mat();
        using var either = new Mat();
        Cv2.BitwiseAnd(found, expected, both);
        Cv2.BitwiseOr(found, expected, either);
        var union = either.CountNonZero();
        return union == 0 ? 1 : (double)both.CountNonZero() / union;
    }
}
