using OpenCvSharp;
using Pipeline.Measure.Metrics;

namespace Pipeline.Measure.Tests.Metrics;

/// <summary>Foreground colours and their composition over green, by hand.</summary>
public sealed class ColourErrorTests
{
    [Fact]
    public void Colours_weigh_by_the_true_alpha_where_it_is_fractional()
    {
        using var truth = Mattes.Of([0, 51, 204, 255]);
        using var colours = Colours(
            new Vec3b(9, 9, 9), new Vec3b(10, 20, 30), new Vec3b(100, 100, 100), new Vec3b(1, 1, 1));
        using var cutout = Cutout(
            new Vec4b(0, 0, 0, 200), new Vec4b(13, 20, 30, 51), new Vec4b(100, 94, 103, 9), new Vec4b(200, 0, 0, 255));

        // 3 at weight 51 and 6 + 3 at weight 204, over three channels; 0 and 255 do not count.
        var expected = (3.0 * 51 + 9.0 * 204) / (3 * (51 + 204));
        Assert.Equal(expected, ForegroundColourError.Of(cutout, truth, colours)!.Value, 9);
    }

    [Fact]
    public void A_pixel_without_alpha_has_no_colour_to_be_wrong()
    {
        using var truth = Mattes.Of([128, 128]);
        using var colours = Colours(new Vec3b(10, 10, 10), new Vec3b(10, 10, 10));
        using var half = Cutout(new Vec4b(250, 250, 250, 0), new Vec4b(16, 10, 10, 128));
        using var none = Cutout(new Vec4b(250, 250, 250, 0), new Vec4b(16, 10, 10, 0));

        Assert.Equal(2, ForegroundColourError.Of(half, truth, colours)!.Value, 9);
        Assert.Null(ForegroundColourError.Of(none, truth, colours));
    }

    [Fact]
    public void Composition_over_green_sees_wrong_alpha_and_wrong_colour()
    {
        using var truth = Mattes.Of([255, 128, 255]);
        using var colours = Colours(new Vec3b(30, 60, 90), new Vec3b(200, 100, 0), new Vec3b(0, 0, 0));
        using var cutout = Cutout(
            new Vec4b(36, 60, 90, 255), new Vec4b(200, 100, 0, 0), new Vec4b(255, 255, 255, 255));
        using var region = Mattes.Of([1, 1, 0]);

        // First: 6 in one channel. Second: 0, 255, 0 against 200·α, 100·α + 255·(1 − α), 0 with α = 128/255.
        var alpha = 128 / 255.0;
        var expected = (6 + 200 * alpha + 155 * alpha) / 3 / 2;
        Assert.Equal(expected, CompositionError.Of(cutout, truth, colours, region), 9);
    }

    [Fact]
    public void Colour_under_full_transparency_does_not_show_in_a_composition()
    {
        using var truth = Mattes.Of([0]);
        using var colours = Colours(new Vec3b(0, 0, 0));
        using var cutout = Cutout(new Vec4b(99, 98, 97, 0));
        using var region = Mattes.Of([255]);

        Assert.Equal(0, CompositionError.Of(cutout, truth, colours, region));
    }

    private static Mat Colours(params Vec3b[] pixels)
    {
        var row = new Mat(1, pixels.Length, MatType.CV_8UC3);
        row.SetArray(pixels);
        return row;
    }

    private static Mat Cutout(params Vec4b[] pixels)
    {
        var row = new Mat(1, pixels.Length, MatType.CV_8UC4);
        row.SetArray(pixels);
        return row;
    }
}
