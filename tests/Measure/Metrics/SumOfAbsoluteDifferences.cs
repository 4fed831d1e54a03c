using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>SAD: Σ |α − α*| with alpha from 0 to 1, in thousands (Rhemann et al., CVPR 2009). Less is better.</summary>
internal static class SumOfAbsoluteDifferences
{
    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    /// <param name="region">CV_8UC1, not 0 where pixels count; null for the whole picture.</param>
    public static double Of(Mat estimate, Mat truth, Mat? region = null) =>
        (region is null
            ? Cv2.Norm(estimate, truth, NormTypes.L1)
            : Cv2.Norm(estimate, truth, NormTypes.L1, region)) / 255 / 1000;
}
