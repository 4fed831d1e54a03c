using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Foreground;

/// <summary>
/// Finds the subject's own colour F in I = αF + (1 − α)B, so that no light of the old background stays in soft edges.
/// </summary>
internal interface IForegroundEstimator
{
    /// <summary>Estimates the subject's colours where alpha is above 0.</summary>
    /// <returns>
    /// H × W, <c>CV_8UC3</c>, BGR, straight (not premultiplied). Equal to the photo wherever alpha is 255. The caller
    /// disposes it.
    /// </returns>
    Mat Estimate(Photo photo, AlphaMatte alpha, CancellationToken cancellation);
}
