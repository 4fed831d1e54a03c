using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>
/// What all matters share: only the unknown band is solved, and a band of too many pixels is solved on a smaller
/// picture and brought up under the photo's guidance.
/// </summary>
internal abstract class BandMatter(MattingOptions options) : IAlphaMatter
{
    // Alphas this close to the ends, of 255, are noise of the solver.
    private const int Snap = 2;

    // Scattered unknown pixels need up to 25 slots each; a band needs little more than one.
    private const int MaxSlotsPerUnknown = 3;

    protected MattingOptions Options => options;

    /// <inheritdoc/>
    public AlphaMatte Matte(Photo photo, Trimap trimap, CancellationToken cancellation)
    {
        if (photo.Size != trimap.Plane.Size())
        {
            throw new ArgumentException($"Photo {photo.Size} and trimap {trimap.Plane.Size()} differ.", nameof(trimap));
        }

        var plane = trimap.Plane.Clone();
        try
        {
            var index = trimap.UnknownCount <= options.MaxUnknowns ? new BandIndex(trimap.Plane) : null;
            if (index is null || index.SlotCount > (long)MaxSlotsPerUnknown * options.MaxUnknowns)
            {
                MatteSmaller(photo.Pixels, trimap, plane, cancellation);
            }
            else if (index.UnknownCount > 0)
            {
                MatteWhole(photo.Pixels, trimap.Hint, index, plane, cancellation);
            }

            return new AlphaMatte(plane);
        }
        catch
        {
            plane.Dispose();
            throw;
        }
    }

    /// <summary>Finds alpha in the band.</summary>
    /// <param name="picture">H × W, <c>CV_8UC3</c>.</param>
    /// <param name="trimap">H × W, <c>CV_8UC1</c>: 0, 128, 255. Its unknown pixels may be overwritten.</param>
    /// <param name="hint">What alpha may be, or null.</param>
    /// <param name="index">Of the trimap, with at least one unknown pixel.</param>
    /// <param name="cancellation">Checked between the steps of the solver.</param>
    protected abstract SolvedBand Solve(
        Mat picture, Mat trimap, AlphaHint? hint, BandIndex index, CancellationToken cancellation);

    private void MatteWhole(
        Mat photo, AlphaHint? hint, BandIndex index, Mat plane, CancellationToken cancellation)
    {
        var band = Solve(photo, plane, hint, index, cancellation);
        foreach (var run in index.Unknown)
        {
            ToBytes(band.Alpha.AsSpan(run.Slot, run.Length), Rows.Of<byte>(plane, run.Y)[run.X..]);
        }
    }

    private void MatteSmaller(Mat photo, Trimap trimap, Mat plane, CancellationToken cancellation)
    {
        using var level = MattingLevel.Shrink(photo, trimap.Plane, WorkingSize(photo.Size(), trimap.UnknownCount));
        var band = Solve(level.Picture, level.Trimap, trimap.Hint, new BandIndex(level.Trimap), cancellation);
        using var upsampler = new GuidedUpsampler(level, band);
        Parallel.For(0, photo.Rows, () => new float[photo.Cols], (y, _, alpha) =>
        {
            var row = Rows.Of<byte>(plane, y);
            for (var (x, end) = UnknownRuns.First(row); x < row.Length; (x, end) = UnknownRuns.Next(row, end))
            {
                upsampler.Sample(photo, y, x, alpha.AsSpan(0, end - x));
                ToBytes(alpha.AsSpan(0, end - x), row[x..]);
            }

            return alpha;
        }, _ => { });
    }

    /// <summary>The size at which the band has about as many pixels as may be solved.</summary>
    private Size WorkingSize(Size size, long unknowns)
    {
        var pixels = (double)size.Width * size.Height;
        return size.Within(Math.Min(pixels * options.MaxUnknowns / unknowns, options.WorkingPixels));
    }

    private static void ToBytes(ReadOnlySpan<float> alpha, Span<byte> bytes)
    {
        for (var i = 0; i < alpha.Length; i++)
        {
            var level = (int)MathF.Round(Math.Clamp(alpha[i], 0, 1) * 255);
            bytes[i] = (byte)(level <= Snap ? 0 : level >= 255 - Snap ? 255 : level);
        }
    }
}
