using Microsoft.Extensions.Options;
using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Closed-form matting (Levin, Lischinski and Weiss 2008) in which every pixel also pulls towards the alpha that its
/// colour suggests: Gaussians of the foreground known around, blended with a plane through the background known around
/// (Bayesian matting, Chuang et al. 2001), by as much as they are sure (robust matting, Wang and Cohen 2007). The
/// regularisation is chosen by whether the picture shows JPEG's blocks.
/// </summary>
internal sealed class ColourModelMatter(IOptions<MattingOptions> options) : BandMatter(options.Value)
{
    protected override SolvedBand Solve(
        Mat picture, Mat trimap, AlphaHint? hint, BandIndex index, CancellationToken cancellation)
    {
        var epsilon = BlockGrid.Shows(picture) ? Options.BlockyEpsilon : Options.CleanEpsilon;
        return new BandSolver(Options, epsilon, Options.ColourWeight).Solve(picture, trimap, hint, index, cancellation);
    }
}
