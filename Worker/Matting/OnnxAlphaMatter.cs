using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting.Areas;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>
/// A matting network made here. It sees what the plan gives it (<see cref="MattingPlan"/>) and decides the unknown
/// pixels alone. Safe for concurrent use.
/// </summary>
internal sealed class OnnxAlphaMatter(OnnxModel model, IOptions<OnnxMattingOptions> options) : IAlphaMatter
{
    private const int Decimals = 4;

    private readonly OnnxMattingOptions _options = options.Value;

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
            var network = trimap.UnknownCount > 0 ? Decide(photo.Pixels, trimap.Plane, plane, cancellation) : null;
            return new AlphaMatte(plane) { Network = network };
        }
        catch
        {
            plane.Dispose();
            throw;
        }
    }

    private NetworkMatting Decide(Mat photo, Mat trimap, Mat plane, CancellationToken cancellation)
    {
        var plan = MattingPlan.Of(trimap, _options);
        using var picture = photo[plan.Extent];
        using var known = trimap[plan.Extent];
        using var decided = plane[plan.Extent];
        if (plan.Working == plan.Extent.Size)
        {
            var tiles = TilesOf(plan, known);
            using var alpha = Solve(picture, known, plan, tiles, cancellation);
            UnknownPixels.Take(decided, (y, x, run) => Rows.Of<float>(alpha, y).Slice(x, run.Length).CopyTo(run));
            return Report(plan, tiles.Length);
        }

        using var level = MattingLevel.Shrink(picture, known, plan.Working);
        var smallTiles = TilesOf(plan, level.Trimap);
        using var small = Solve(level.Picture, level.Trimap, plan, smallTiles, cancellation);
        using var upsampler = new GuidedUpsampler(level, BandOf(small, level.Trimap));
        UnknownPixels.Take(decided, (y, x, run) => upsampler.Sample(picture, y, x, run));
        return Report(plan, smallTiles.Length);
    }

    /// <summary>Where the inputs begin.</summary>
    private Point[] TilesOf(MattingPlan plan, Mat trimap) =>
        plan.Area == MattingArea.Tiles ? TileGrid.Of(trimap, plan.Input, _options.TileOverlap) : [default];

    /// <returns>At least the picture's size, <c>CV_32FC1</c>, about 0..1; the caller disposes it.</returns>
    private Mat Solve(Mat picture, Mat trimap, MattingPlan plan, Point[] tiles, CancellationToken cancellation)
    {
        var alphas = Run(picture, trimap, [.. tiles.Select(tile => new Rect(tile, plan.Input))], cancellation);
        if (plan.Area != MattingArea.Tiles)
        {
            return alphas[0];
        }

        using var blend = new TileBlend(MattingPlan.Filled(picture.Size()), plan.Input, _options.TileOverlap);
        foreach (var (alpha, tile) in alphas.Zip(tiles))
        {
            using (alpha)
            {
                blend.Add(alpha, tile);
            }
        }

        return blend.ToAlpha();
    }

    /// <returns>Of each area, <c>CV_32FC1</c>, raw; the caller disposes them.</returns>
    private IReadOnlyList<Mat> Run(Mat picture, Mat trimap, Rect[] areas, CancellationToken cancellation)
    {
        var parts = areas.Select(area => (Picture: Cut(picture, area), Trimap: Cut(trimap, area))).ToList();
        try
        {
            return MattingNetwork.RunAll(model, parts, cancellation);
        }
        finally
        {
            foreach (var part in parts)
            {
                part.Picture.Dispose();
                part.Trimap.Dispose();
            }
        }
    }

    /// <summary>The area, filled up with the last row and column where it reaches beyond the plane.</summary>
    private static Mat Cut(Mat plane, Rect area)
    {
        var inside = area & new Rect(default, plane.Size());
        using var part = plane[inside];
        var cut = new Mat();
        // Of a part OpenCV would take what lies around it in the whole plane.
        const BorderTypes Filling = BorderTypes.Replicate | BorderTypes.Isolated;
        Cv2.CopyMakeBorder(part, cut, 0, area.Height - inside.Height, 0, area.Width - inside.Width, Filling);
        return cut;
    }

    private static NetworkMatting Report(MattingPlan plan, int inputs) => new()
    {
        Area = plan.Area.ToString().ToLowerInvariant(),
        Width = plan.Input.Width,
        Height = plan.Input.Height,
        Inputs = inputs,
        Scale = Math.Round(Math.Sqrt((double)plan.Working.Width * plan.Working.Height
            / ((double)plan.Extent.Width * plan.Extent.Height)), Decimals),
    };

    private static SolvedBand BandOf(Mat alpha, Mat trimap)
    {
        var index = new BandIndex(trimap);
        var values = new float[index.SlotCount];
        foreach (var run in index.Unknown)
        {
            Rows.Of<float>(alpha, run.Y).Slice(run.X, run.Length).CopyTo(values.AsSpan(run.Slot));
        }

        return new SolvedBand(index, values);
    }
}
