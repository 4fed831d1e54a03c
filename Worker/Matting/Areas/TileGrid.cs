using OpenCvSharp;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Matting.Areas;

/// <summary>
/// Equal tiles that overlap and together cover a picture, less those that are not needed: of two that overlap, each
/// answers for its half of what they share, and one that answers for nothing unknown is left out.
/// </summary>
internal static class TileGrid
{
    /// <param name="trimap">H × W, <c>CV_8UC1</c>: 0, 128, 255.</param>
    /// <param name="tile">Sides are multiples of <see cref="MattingPlan.Multiple"/>.</param>
    /// <param name="overlap">Least pixels that neighbours share; at most half a side of a tile of several.</param>
    /// <returns>
    /// Upper left corners, row by row. The last tile reaches beyond a picture that is no whole multiple.
    /// </returns>
    public static Point[] Of(Mat trimap, Size tile, int overlap)
    {
        var across = Places(trimap.Cols, tile.Width, overlap);
        var down = Places(trimap.Rows, tile.Height, overlap);
        return
        [
            .. from row in down
               from column in across
               where HoldsUnknown(trimap, Rect.FromLTRB(column.From, row.From, column.To, row.To))
               select new Point(column.Start, row.Start),
        ];
    }

    /// <summary>As evenly spread as multiples allow.</summary>
    private static Place[] Places(int length, int tile, int overlap)
    {
        var rest = Units(length) - Units(tile);
        var steps = rest <= 0 ? 0 : (int)Math.Ceiling(rest / (double)(Units(tile) - Units(overlap)));
        int Start(int i) => steps == 0 ? 0 : i * rest / steps * MattingPlan.Multiple;
        int Middle(int i) => (Start(i) + Start(i - 1) + tile) / 2;
        return
        [
            .. from i in Enumerable.Range(0, steps + 1)
               select new Place(Start(i), i == 0 ? 0 : Middle(i), i == steps ? length : Middle(i + 1)),
        ];
    }

    private static int Units(int length) => (length + MattingPlan.Multiple - 1) / MattingPlan.Multiple;

    private static bool HoldsUnknown(Mat trimap, Rect area)
    {
        for (var y = area.Top; y < area.Bottom; y++)
        {
            if (Rows.Of<byte>(trimap, y).Slice(area.X, area.Width).Contains(Trimap.Unknown))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where a tile begins along a side, and from where to where it answers.</summary>
    private readonly record struct Place(int Start, int From, int To);
}
