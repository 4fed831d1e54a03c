using Microsoft.Extensions.Options;
using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>
/// KNN matting (Chen, Li and Tang 2013): a pixel is tied to the pixels most like it in colour and place, wherever they
/// are, and alpha is smooth over the ties. Two kinds of ties, near and far, all of weight 1, as PyMatting has them
/// (Germer et al. 2020); known pixels count as far as <see cref="Rim"/> around the band.
/// </summary>
internal sealed class KnnMatter(IOptions<MattingOptions> options) : BandMatter(options.Value)
{
    // How many neighbours, and how much the picture's width and height count against a full step of a colour.
    private static readonly (int Neighbours, float Place)[] Kinds = [(20, 2), (10, 0.1f)];

    // Known pixels farther than this, of the picture's longer side, from every unknown one are left out.
    private const double Rim = 0.03;

    // The ties' preconditioner is their diagonal alone, so that it takes many more steps.
    private const int StepsPerIteration = 10;

    protected override SolvedBand Solve(
        Mat picture, Mat trimap, AlphaHint? hint, BandIndex index, CancellationToken cancellation)
    {
        var rim = (int)Math.Ceiling(Rim * Math.Max(picture.Width, picture.Height));
        var points = new NeighbourPoints(picture, trimap, index, rim);
        var ties = new NeighbourTies(points.Count, points.UnknownCount);
        foreach (var (neighbours, place) in Kinds)
        {
            cancellation.ThrowIfCancellationRequested();
            ties.Add(points.Features(place), neighbours);
        }

        var alpha = points.Start();
        ties.Solve(alpha, Options.Tolerance, StepsPerIteration * Options.MaxIterations, cancellation);
        var slots = new float[index.SlotCount];
        points.Scatter(alpha, slots);
        return new SolvedBand(index, slots);
    }
}
