using OpenCvSharp;
using Pipeline.Worker.Matting.Areas;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Matting.Areas;

/// <summary>Equal tiles that overlap, of those that hold what is unknown.</summary>
public sealed class TileGridTests
{
    [Fact]
    public void All_unknown_is_covered_by_evenly_spread_tiles_that_overlap_enough_and_begin_at_multiples()
    {
        using var trimap = Plane(1000, 600, new Rect(0, 0, 1000, 600));

        var tiles = TileGrid.Of(trimap, new Size(256, 256), 64);

        Assert.Equal([0, 192, 384, 576, 768], tiles.Select(tile => tile.X).Distinct());
        Assert.Equal([0, 160, 352], tiles.Select(tile => tile.Y).Distinct());
        Assert.Equal(15, tiles.Length);
    }

    [Fact]
    public void A_tile_is_needed_only_where_it_answers_for_what_is_unknown()
    {
        // The second tile begins at 192 and answers from 224 on.
        using var left = Plane(448, 256, new Rect(0, 100, 220, 10));
        using var both = Plane(448, 256, new Rect(0, 100, 226, 10));
        using var none = new Mat(256, 448, MatType.CV_8UC1, new Scalar(Trimap.Foreground));

        Assert.Equal([new Point(0, 0)], TileGrid.Of(left, new Size(256, 256), 64));
        Assert.Equal([new Point(0, 0), new Point(192, 0)], TileGrid.Of(both, new Size(256, 256), 64));
        Assert.Empty(TileGrid.Of(none, new Size(256, 256), 64));
    }

    [Fact]
    public void A_side_smaller_than_a_tile_takes_one()
    {
        using var trimap = Plane(500, 40, new Rect(0, 0, 500, 40));

        Assert.Equal([new Point(0, 0), new Point(128, 0), new Point(256, 0)], TileGrid.Of(trimap, new Size(256, 64), 128));
    }

    private static Mat Plane(int width, int height, Rect unknown)
    {
        var trimap = new Mat(height, width, MatType.CV_8UC1, new Scalar(Trimap.Foreground));
        using var area = trimap[unknown];
        area.SetTo(new Scalar(Trimap.Unknown));
        return trimap;
    }
}
