using OpenCvSharp;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Matting.Areas;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Tests.Matting.Areas;

/// <summary>What a matting network is given of a picture, by its trimap and the options.</summary>
public sealed class MattingPlanTests
{
    [Fact]
    public void The_box_holds_what_is_unknown_with_context_and_no_filling_that_the_picture_has_itself()
    {
        using var trimap = Known(1000, 800, new Rect(300, 200, 100, 50));

        var plan = MattingPlan.Of(trimap, new OnnxMattingOptions { Context = 64 });

        Assert.Equal(MattingArea.Box, plan.Area);
        Assert.Equal(new Rect(224, 128, 256, 192), plan.Extent);
        Assert.Equal((plan.Extent.Size, plan.Extent.Size), (plan.Working, plan.Input));
    }

    [Fact]
    public void At_the_pictures_border_the_box_ends_and_what_it_lacks_is_filled_up()
    {
        using var trimap = Known(100, 800, new Rect(90, 790, 10, 10));

        var plan = MattingPlan.Of(trimap, new OnnxMattingOptions { Context = 100 });

        Assert.Equal(new Rect(0, 672, 100, 128), plan.Extent);
        Assert.Equal((plan.Extent.Size, new Size(128, 128)), (plan.Working, plan.Input));
    }

    [Fact]
    public void A_box_that_is_the_whole_picture_is_called_so()
    {
        using var trimap = Known(320, 200, new Rect(0, 0, 300, 150));

        Assert.Equal(MattingArea.Full, MattingPlan.Of(trimap, new OnnxMattingOptions { Context = 64 }).Area);
    }

    [Fact]
    public void The_whole_picture_is_taken_when_it_is_asked_for()
    {
        using var trimap = Known(640, 480, new Rect(300, 200, 10, 10));

        var plan = MattingPlan.Of(trimap, new OnnxMattingOptions { Area = MattingArea.Full });

        Assert.Equal((MattingArea.Full, new Rect(0, 0, 640, 480)), (plan.Area, plan.Extent));
    }

    [Fact]
    public void A_large_box_is_matted_smaller_and_keeps_its_shape_and_context()
    {
        using var trimap = Known(6000, 4000, new Rect(1000, 1000, 4000, 2000));

        var plan = MattingPlan.Of(trimap, new OnnxMattingOptions { MaxMegapixels = 0.5, Context = 64 });

        Assert.Equal(MattingArea.Box, plan.Area);
        Assert.InRange((double)plan.Working.Width * plan.Working.Height, 0.49e6, 0.51e6);
        var scale = (double)plan.Working.Width / plan.Extent.Width;
        Assert.Equal(scale, (double)plan.Working.Height / plan.Extent.Height, 0.01);
        Assert.InRange((1000 - plan.Extent.X) * scale, 50, 64);
    }

    [Fact]
    public void Beyond_the_ceiling_of_memory_the_box_is_tiled_and_not_made_smaller()
    {
        using var trimap = Known(1600, 1200, new Rect(10, 10, 1580, 1180));

        var plan = MattingPlan.Of(trimap, new OnnxMattingOptions { MaxMegapixels = 2, MaxMebibytes = 1024, TileSide = 520 });

        Assert.Equal(MattingArea.Tiles, plan.Area);
        Assert.Equal((new Size(1600, 1200), new Size(512, 512)), (plan.Working, plan.Input));
    }

    [Fact]
    public void A_box_no_larger_than_a_tile_is_no_tile()
    {
        using var trimap = Known(1600, 1200, new Rect(500, 500, 100, 100));

        Assert.Equal(MattingArea.Box, MattingPlan.Of(trimap, new OnnxMattingOptions { Area = MattingArea.Tiles }).Area);
    }

    [Theory]
    [InlineData(MattingArea.Auto, 128)]
    [InlineData(MattingArea.Auto, 2000)]
    [InlineData(MattingArea.Full, 128)]
    [InlineData(MattingArea.Box, 777)]
    [InlineData(MattingArea.Tiles, 128)]
    [InlineData(MattingArea.Tiles, 65_536)]
    public void No_run_takes_more_than_the_ceiling(MattingArea area, int mebibytes)
    {
        foreach (var (width, height) in new[] { (3000, 2000), (2000, 31), (1, 4000), (700, 900), (33, 33) })
        {
            using var trimap = Known(width, height, new Rect(0, 0, width, height));

            var plan = MattingPlan.Of(
                trimap, new OnnxMattingOptions { Area = area, MaxMebibytes = mebibytes, MaxMegapixels = 50, TileSide = 4096 });

            Assert.InRange(MattingMemory.MebibytesOf((double)plan.Input.Width * plan.Input.Height), 0, mebibytes);
            Assert.Equal((0, 0), (plan.Input.Width % 32, plan.Input.Height % 32));
            Assert.NotEqual(MattingArea.Auto, plan.Area);
        }
    }

    private static Mat Known(int width, int height, Rect unknown)
    {
        var trimap = new Mat(height, width, MatType.CV_8UC1, new Scalar(Trimap.Background));
        using var area = trimap[unknown];
        area.SetTo(new Scalar(Trimap.Unknown));
        return trimap;
    }
}
