using OpenCvSharp;
using Pipeline.Measure.Metrics;

namespace Pipeline.Measure.Tests.Metrics;

public sealed class TrueTrimapTests
{
    [Fact]
    public void A_sharp_edge_is_unknown_on_both_sides_by_the_radius()
    {
        using var alpha = Mattes.Box(40, 1, new Rect(20, 0, 20, 1));

        using var trimap = TrueTrimap.Of(alpha, 3);

        // The edge's own pixels are columns 19 and 20; three more on each side.
        Assert.Equal(
            Enumerable.Range(0, 40).Select(x => (byte)(x < 16 ? 0 : x <= 23 ? 128 : 255)), Mattes.Pixels(trimap));
    }

    [Fact]
    public void Fractional_pixels_are_unknown_within_a_true_circle()
    {
        using var alpha = new Mat(31, 31, MatType.CV_8UC1, Scalar.All(0));
        alpha.Set(15, 15, (byte)1);

        using var trimap = TrueTrimap.Of(alpha, 5);

        var expected = Enumerable.Range(0, 31 * 31).Select(i => (X: i % 31 - 15, Y: i / 31 - 15))
            .Select(p => (byte)(p.X * p.X + p.Y * p.Y <= 25 ? 128 : 0));
        Assert.Equal(expected, Mattes.Pixels(trimap));
    }

    [Fact]
    public void Without_an_edge_nothing_is_unknown()
    {
        using var alpha = new Mat(20, 20, MatType.CV_8UC1, Scalar.All(255));

        using var trimap = TrueTrimap.Of(alpha);

        Assert.All(Mattes.Pixels(trimap), value => Assert.Equal(255, value));
    }

    [Theory]
    [InlineData(100, 100, 2)]
    [InlineData(640, 640, 6)]
    [InlineData(1600, 900, 12)]
    [InlineData(4000, 3000, 24)]
    public void The_radius_scales_with_the_picture_between_its_limits(int width, int height, int expected) =>
        Assert.Equal(expected, TrueTrimap.Radius(new Size(width, height)));

    [Fact]
    public void A_callers_trimap_means_background_to_5_and_foreground_from_250()
    {
        using var grey = Mattes.Of([0, 5, 6, 128, 249, 250, 255]);

        using var trimap = TrueTrimap.Normalise(grey);
        using var region = TrueTrimap.UnknownRegion(trimap);

        Assert.Equal([0, 0, 128, 128, 128, 255, 255], Mattes.Pixels(trimap));
        Assert.Equal([0, 0, 255, 255, 255, 0, 0], Mattes.Pixels(region));
    }
}
