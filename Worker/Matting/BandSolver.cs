using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Solves a picture's band, starting from the solution at half its size: what is wide is settled where the band is
/// narrow, and a few steps are left for the fine detail.
/// </summary>
/// <param name="options">Tolerance and steps.</param>
/// <param name="epsilon">The Laplacian's regularisation.</param>
/// <param name="colourWeight">Of <see cref="ColourEvidence"/>; 0 leaves the Laplacian alone.</param>
internal sealed class BandSolver(MattingOptions options, double epsilon, double colourWeight = 0)
{
    // A band this small needs no better start than one half.
    private const int CoarsestUnknowns = 2000;
    private const int CoarsestSide = 32;

    // Fewer unknowns are not worth a second thread, which costs some accuracy of the preconditioner.
    private const int StripUnknowns = 8192;
    private const int MaxStrips = 2;

    // A pixel without any known neighbour, however far, is left undecided.
    private const float Undecided = 0.5f;

    // Half as many pixels a side pay for twice the steps.
    private const int CoarserSteps = 2;

    /// <summary>Finds alpha in the band.</summary>
    /// <param name="picture">H × W, <c>CV_8UC3</c>.</param>
    /// <param name="trimap">H × W, <c>CV_8UC1</c>: 0, 128, 255. Its unknown pixels may be overwritten.</param>
    /// <param name="hint">What alpha may be, or null.</param>
    /// <param name="index">Of the trimap.</param>
    /// <param name="cancellation">Checked at every step.</param>
    public SolvedBand Solve(
        Mat picture, Mat trimap, AlphaHint? hint, BandIndex index, CancellationToken cancellation) =>
        Solve(picture, trimap, hint, index, options.MaxIterations, cancellation);

    private SolvedBand Solve(
        Mat picture, Mat trimap, AlphaHint? hint, BandIndex index, int steps, CancellationToken cancellation)
    {
        var system = new BandSystem(index, Math.Clamp(index.UnknownCount / StripUnknowns, 1, MaxStrips));
        if (index.UnknownCount > CoarsestUnknowns && Math.Min(index.Width, index.Height) >= CoarsestSide)
        {
            StartFromHalf(picture, trimap, hint, system, steps, cancellation);
        }
        else
        {
            FillRuns(system, Undecided);
        }

        MattingLaplacian.Fill(picture, trimap, epsilon, system);
        if (colourWeight > 0)
        {
            ColourEvidence.Add(picture, trimap, (float)colourWeight, system);
        }

        hint?.AddTo(picture.Rows, picture.Cols, options.HintWeight, system);
        new ConjugateGradient(system).Solve(options.Tolerance, steps, cancellation);
        return new SolvedBand(index, system.Alpha);
    }

    private void StartFromHalf(
        Mat picture, Mat trimap, AlphaHint? hint, BandSystem system, int steps, CancellationToken cancellation)
    {
        using var half = MattingLevel.Shrink(
            picture, trimap, new Size((picture.Cols + 1) / 2, (picture.Rows + 1) / 2));
        var solved = Solve(
            half.Picture, half.Trimap, hint, new BandIndex(half.Trimap), steps * CoarserSteps, cancellation);
        using var upsampler = new GuidedUpsampler(half, solved);
        Parallel.ForEach(system.Index.Unknown, run =>
            upsampler.Sample(picture, run.Y, run.X, system.Alpha.AsSpan(run.Slot, run.Length)));
    }

    private static void FillRuns(BandSystem system, float alpha)
    {
        foreach (var run in system.Index.Unknown)
        {
            system.Alpha.AsSpan(run.Slot, run.Length).Fill(alpha);
        }
    }
}
