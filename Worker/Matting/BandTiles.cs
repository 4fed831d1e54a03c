using OpenCvSharp;

namespace Pipeline.Worker.Matting;

/// <summary>
/// Cuts the unknown runs at the borders of square tiles, so that each tile's pixels can be visited together.
/// </summary>
internal static class BandTiles
{
    /// <summary>Side of a tile; the colours known around it do not differ much within.</summary>
    public const int Side = 16;

    /// <summary>The rows of tiles that hold unknown pixels, each with its tiles from left to right.</summary>
    public static BandTile[][] Of(BandIndex index)
    {
        var picture = new Rect(0, 0, index.Width, index.Height);
        return
        [
            .. index.Unknown.GroupBy(run => run.Y / Side).Select(row => row
                .SelectMany(Cut)
                .GroupBy(part => part.X / Side)
                .OrderBy(tile => tile.Key)
                .Select(tile => new BandTile(
                    new Rect(tile.Key * Side, row.Key * Side, Side, Side) & picture, [.. tile]))
                .ToArray()),
        ];
    }

    private static IEnumerable<TilePart> Cut(BandRun run)
    {
        for (var x = run.X; x < run.X + run.Length;)
        {
            var end = Math.Min(run.X + run.Length, ((x / Side) + 1) * Side);
            yield return new TilePart(run.Y, x, end - x, run.Slot + x - run.X);
            x = end;
        }
    }
}
