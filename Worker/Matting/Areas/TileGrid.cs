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
    /// <param name="tile">Reaches beyond the picture where that is smaller.</param>
    /// <param name="overlap">Least pixels that neighbours share; less than half a side of a tile of several.</param>
    /// <returns>Upper left corners, row by row.</returns>
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

    /// <summary>Evenly spread; the last ends where the picture does.</summary>
    private static Place[] Places(int length, int tile, int overlap)
    {
        var steps = length <= tile ? 0 : (int)Math.Ceiling((length - tile) / (double)(tile - overlap));
        int Start(int i) => steps == 0 ? 0 : i * (length - tile) / steps;
        int Middle(int i) => (Start(i) + Start(i - 1) + tile) / 2;
        return
        [
            .. from i in Enumerable.Range(0, steps + 1)
               select new Place(Start(i), i == 0 ? 0 : Middle(i), i == steps ? length : Middle(i + 1)),
        ];
    }

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
