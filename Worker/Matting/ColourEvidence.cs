using System.Runtime.InteropServices;
using OpenCvSharp;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>
/// What single pixels' colours say about their alpha, as a diagonal term of the band's system (as in robust matting,
/// Wang and Cohen 2007). Where <see cref="ColourModel"/> is unsure, as on a pattern or when both sides look alike, its
/// weight falls with the square of the variance and the Laplacian decides alone.
/// </summary>
internal static class ColourEvidence
{
    // Variance of alpha (a tenth, squared) up to which a pixel counts in full.
    private const float SureVariance = 0.01f;

    // A start this high makes a pixel a sample of the foreground. There is no such rule for low ones: they hold the
    // subject's haze, and taking it for background makes it vanish.
    private const float Settled = 0.9f;

    /// <param name="picture">H × W, <c>CV_8UC3</c>.</param>
    /// <param name="trimap">H × W, <c>CV_8UC1</c>: 0, 128, 255. Settled unknown pixels become 255.</param>
    /// <param name="weight">Of a sure pixel, against the Laplacian's diagonal, which is about 1.</param>
    /// <param name="system">With its Laplacian and start.</param>
    public static void Add(Mat picture, Mat trimap, float weight, BandSystem system)
    {
        var rows = BandTiles.Of(system.Index);
        using var foreground = new Mat();
        Cv2.Compare(trimap, new Scalar(Trimap.Foreground), foreground, CmpTypes.EQ);
        ColourSample[] guess = [];
        if (foreground.CountNonZero() == 0)
        {
            guess = SubjectGuess.Of(picture, trimap, rows);
        }
        else
        {
            MarkSettled(trimap, system);
        }

        Parallel.ForEach(rows, row => Array.ForEach(row, tile => Add(picture, trimap, weight, system, tile, guess)));
    }

    private static void MarkSettled(Mat trimap, BandSystem system)
    {
        foreach (var run in system.Index.Unknown)
        {
            var kinds = Rows.Of<byte>(trimap, run.Y).Slice(run.X, run.Length);
            for (var i = 0; i < kinds.Length; i++)
            {
                kinds[i] = system.Alpha[run.Slot + i] > Settled ? Trimap.Foreground : Trimap.Unknown;
            }
        }
    }

    private static void Add(
        Mat picture, Mat trimap, float weight, BandSystem system, BandTile tile, ColourSample[] guess)
    {
        var background = KnownColours.Around(picture, trimap, tile.Area, Trimap.Background);
        var foreground = KnownColours.Around(picture, trimap, tile.Area, Trimap.Foreground);
        foreground.AddRange(guess);
        if (background.Count == 0 || foreground.Count == 0)
        {
            return;
        }

        var plane = new BackgroundPlane(CollectionsMarshal.AsSpan(background));
        var (x, y) = (tile.Area.X + (tile.Area.Width / 2f), tile.Area.Y + (tile.Area.Height / 2f));
        var model = new ColourModel(plane, foreground, x, y);
        foreach (var part in tile.Parts)
        {
            var colours = Rows.Of<Vec3b>(picture, part.Y).Slice(part.X, part.Length);
            for (var i = 0; i < colours.Length; i++)
            {
                var (mean, variance) = model.Alpha(KnownColours.ToVector(colours[i]), part.X + i, part.Y);
                var sureness = SureVariance / MathF.Max(variance, SureVariance);
                var pull = weight * sureness * sureness;
                system.Matrix[part.Slot + i] += pull;
                system.Right[part.Slot + i] += pull * mean;
            }
        }
    }
}
