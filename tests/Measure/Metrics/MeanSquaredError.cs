using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>
/// MSE: the mean of (α − α*)² with alpha from 0 to 1, over the pixels that count (Rhemann et al., CVPR 2009). Less is
/// better.
/// </summary>
internal static class MeanSquaredError
{
    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    /// <param name="region">CV_8UC1, not 0 where pixels count; null for the whole picture.</param>
    /// <returns>0 when no pixel counts.</returns>
    public static double Of(Mat estimate, Mat truth, Mat? region = null)
    {
        var pixels = region?.CountNonZero() ?? estimate.Total();
        var sum = region is null
            ? Cv2.Norm(estimate, truth, NormTypes.L2SQR)
            : Cv2.Norm(estimate, truth, NormTypes.L2SQR, region);
        return pixels == 0 ? 0 : sum / (255.0 * 255.0) / pixels;
    }
}
