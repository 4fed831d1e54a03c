using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Foreground;

/// <summary>
/// Finds the subject's own colour F in I = αF + (1 − α)B, so that no light of the old background stays in soft edges.
/// </summary>
internal interface IForegroundEstimator
{
    /// <summary>
    /// Estimates the subject's colours where alpha is fractional; where it is 255 they are the photo's.
    /// </summary>
    /// <returns>
    /// H × W, <c>CV_8UC3</c>, BGR, straight (not premultiplied). Written where alpha is neither 0 nor 255 and undefined
    /// elsewhere, so that of a large photo's plane only the memory around soft edges is taken. The caller disposes it.
    /// </returns>
    Mat Estimate(Photo photo, AlphaMatte alpha, CancellationToken cancellation);
}
