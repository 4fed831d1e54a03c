using Microsoft.Extensions.Options;
using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>Closed-form matting (Levin, Lischinski and Weiss 2008) and nothing else.</summary>
internal sealed class ClosedFormMatter(IOptions<MattingOptions> options) : BandMatter(options.Value)
{
    /// <summary>
    /// Regularisation of a window's colour covariance, colours in 0..1. A constant, not an option: no chain uses this
    /// matter, so an option would change digests and no pixel.
    /// </summary>
    private const double Epsilon = 1e-6;

    protected override SolvedBand Solve(
        Mat picture, Mat trimap, AlphaHint? hint, BandIndex index, CancellationToken cancellation) =>
        new BandSolver(Options, Epsilon).Solve(picture, trimap, hint, index, cancellation);
}
