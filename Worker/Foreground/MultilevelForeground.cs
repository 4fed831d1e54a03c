using System.Numerics;
using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Foreground;

/// <summary>
/// Multilevel foreground estimation (Germer, Uelwer, Conrad and Harmeling 2020): F and B of I = αF + (1 − α)B are
/// sought smooth, most where alpha changes, from one pixel down to the photo's resolution. Only tiles that the
/// fractional pixels need are worked on, and full-size planes are 8-bit.
/// </summary>
internal sealed class MultilevelForeground(IOptions<ForegroundOptions> options) : IForegroundEstimator
{
    // Levels this small get enough sweeps to settle, from the mean colours.
    private const int SmallSide = 32;
    private const int SmallSweeps = 10;

    private readonly ForegroundOptions _options = options.Value;

    private int Halo => 2 * _options.Sweeps;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public Mat Estimate(Photo photo, AlphaMatte alpha, CancellationToken cancellation)
    {
        if (photo.Size != alpha.Plane.Size())
        {
            throw new ArgumentException($"Photo {photo.Size} and matte {alpha.Plane.Size()} differ.", nameof(alpha));
        }

        var result = new Mat(photo.Size, MatType.CV_8UC3);
        try
        {
            FillFractional(photo.Pixels, alpha.Plane, result, cancellation);
            return result;
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    private void FillFractional(Mat picture, Mat alpha, Mat result, CancellationToken cancellation)
    {
        using var finest = new ForegroundLevel(picture, alpha);
        if (finest.Tiles().Length > 0)
        {
            Solve(finest, null, result, cancellation);
        }
    }

    /// <summary>Solves a level after the coarser ones; the finest into <paramref name="result"/>.</summary>
    private void Solve(ForegroundLevel level, ForegroundStart? start, Mat? result, CancellationToken cancellation)
    {
        if (level.LongerSide <= 2 * SmallSide)
        {
            start ??= new ForegroundStart(MeanColour(level, CmpTypes.GT, 230), MeanColour(level, CmpTypes.LT, 25));
        }

        using var coarser = level.LongerSide > 1 ? level.Coarser(Halo) : null;
        if (coarser is not null)
        {
            Solve(coarser, start, null, cancellation);
        }

        cancellation.ThrowIfCancellationRequested();
        if (result is null)
        {
            level.Allocate();
        }

        var tiles = level.Tiles();
        Parallel.For(0, tiles.Length, NewTile, (i, _, work) =>
        {
            work.Load(level, level.Inflate(tiles[i], Halo), coarser, start);
            SolveTile(level, tiles[i], work, result);
            return work;
        }, _ => { });
    }

    private ForegroundTile NewTile() => new((float)_options.Regularization, (float)_options.GradientWeight);

    private void SolveTile(ForegroundLevel level, Rect tile, ForegroundTile work, Mat? result)
    {
        var sweeps = level.LongerSide <= SmallSide ? Math.Max(SmallSweeps, _options.Sweeps) : _options.Sweeps;
        for (var sweep = 0; sweep < sweeps; sweep++)
        {
            work.Sweep();
        }

        if (result is null)
        {
            work.Store(tile, level.Foreground, level.Background);
        }
        else
        {
            work.StoreFractional(tile, level.Alpha, result);
        }
    }

    /// <summary>
    /// Mean colour where alpha is on one side of a limit, or of the whole level where there is no such pixel.
    /// </summary>
    private static Vector4 MeanColour(ForegroundLevel level, CmpTypes side, double limit)
    {
        using var chosen = new Mat();
        Cv2.Compare(level.Alpha, new Scalar(limit), chosen, side);
        var mean = Cv2.CountNonZero(chosen) > 0 ? Cv2.Mean(level.Picture, chosen) : Cv2.Mean(level.Picture);
        return new Vector4((float)mean.Val0, (float)mean.Val1, (float)mean.Val2, 0);
    }
}
