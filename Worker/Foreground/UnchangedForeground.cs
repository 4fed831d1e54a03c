using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Foreground;

/// <summary>The photo's own colours, old background in soft edges included, as the reference leaves them.</summary>
internal sealed class UnchangedForeground : IForegroundEstimator
{
    /// <inheritdoc/>
    public Mat Estimate(Photo photo, AlphaMatte alpha, CancellationToken cancellation) => photo.Pixels.Clone();
}
