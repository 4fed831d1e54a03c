using System.Numerics;
using System.Runtime.InteropServices;
using OpenCvSharp;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Guesses at the foreground's colours where a trimap knows none, as with a glass: the unknown pixels that stand out
/// most from the background behind them.
/// </summary>
internal static class SubjectGuess
{
    // Share of the greatest contrast at which a tile's own greatest is taken as foreground.
    private const float Outstanding = 0.7f;

    /// <returns>One sample for each outstanding tile; none without any known background.</returns>
    public static ColourSample[] Of(Mat picture, Mat trimap, BandTile[][] rows)
    {
        var found = rows.AsParallel().AsOrdered()
            .SelectMany(row => row.Select(tile => Farthest(picture, trimap, tile)).ToArray())
            .ToArray();
        var most = found.Select(candidate => candidate.Contrast).DefaultIfEmpty(0).Max();
        return
        [
            .. found.Where(candidate => candidate.Contrast > Outstanding * most)
                .Select(candidate => new ColourSample(candidate.Colour, 0, 0, 1)),
        ];
    }

    private static (float Contrast, Vector3 Colour) Farthest(Mat picture, Mat trimap, BandTile tile)
    {
        var samples = KnownColours.Around(picture, trimap, tile.Area, Trimap.Background);
        var farthest = (Contrast: 0f, Colour: Vector3.Zero);
        if (samples.Count == 0)
        {
            return farthest;
        }

        var background = new BackgroundPlane(CollectionsMarshal.AsSpan(samples));
        foreach (var part in tile.Parts)
        {
            var colours = Rows.Of<Vec3b>(picture, part.Y).Slice(part.X, part.Length);
            for (var i = 0; i < colours.Length; i++)
            {
                var colour = KnownColours.ToVector(colours[i]);
                var contrast = Vector3.Distance(colour, background.At(part.X + i, part.Y));
                farthest = contrast > farthest.Contrast ? (contrast, colour) : farthest;
            }
        }

        return farthest;
    }
}
