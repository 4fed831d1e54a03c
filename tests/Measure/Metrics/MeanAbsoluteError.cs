using OpenCvSharp;

namespace Pipeline.Measure.Metrics;

/// <summary>MAE: the mean of |α − α*| with alpha from 0 to 1, over the whole picture. Less is better.</summary>
internal static class MeanAbsoluteError
{
    /// <param name="estimate">CV_8UC1.</param>
    /// <param name="truth">CV_8UC1 of the same size.</param>
    public static double Of(Mat estimate, Mat truth) =>
        Cv2.Norm(estimate, truth, NormTypes.L1) / 255 / estimate.Total();
}
