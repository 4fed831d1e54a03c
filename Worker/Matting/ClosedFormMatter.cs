using Microsoft.Extensions.Options;
using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>Closed-form matting (Levin, Lischinski and Weiss 2008) and nothing else.</summary>
internal sealed class ClosedFormMatter(IOptions<MattingOptions> options) : BandMatter(options.Value)
{
    protected override SolvedBand Solve(
        Mat picture, Mat trimap, AlphaHint? hint, BandIndex index, CancellationToken cancellation) =>
        new BandSolver(Options, Options.Epsilon).Solve(picture, trimap, hint, index, cancellation);
}
