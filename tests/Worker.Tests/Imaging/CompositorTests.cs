using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Imaging;

public sealed class CompositorTests
{
    [Fact]
    public void Straight_alpha_keeps_the_colours_and_blackens_what_is_not_seen()
    {
        using var cutout = Compose(new CutoutRecipe());

        Assert.Equal(MatType.CV_8UC4, cutout.Type());
        Assert.Equal(new Vec4b(0, 0, 0, 0), cutout.At<Vec4b>(0, 0));
        Assert.Equal(new Vec4b(10, 20, 200, 51), cutout.At<Vec4b>(0, 1));
        Assert.Equal(new Vec4b(10, 20, 200, 255), cutout.At<Vec4b>(0, 2));
    }

    [Fact]
    public void Over_a_colour_it_is_exactly_the_colour_where_alpha_is_zero()
    {
        using var cutout = Compose(new CutoutRecipe { Background = "#ffffff" });

        Assert.Equal(MatType.CV_8UC3, cutout.Type());
        Assert.Equal(new Vec3b(255, 255, 255), cutout.At<Vec3b>(0, 0));
        Assert.Equal(new Vec3b(206, 208, 244), cutout.At<Vec3b>(0, 1));
        Assert.Equal(new Vec3b(10, 20, 200), cutout.At<Vec3b>(0, 2));
    }

    [Fact]
    public void A_colour_is_read_as_red_green_blue()
    {
        using var cutout = Compose(new CutoutRecipe { Background = "#102030" });

        Assert.Equal(new Vec3b(0x30, 0x20, 0x10), cutout.At<Vec3b>(0, 0));
    }

    [Fact]
    public void Planes_of_different_sizes_are_refused()
    {
        using var foreground = new Mat(2, 2, MatType.CV_8UC3);
        using var alpha = new AlphaMatte(new Mat(2, 3, MatType.CV_8UC1));

        Assert.Throws<ArgumentException>(() => Compositor.Compose(foreground, alpha, new CutoutRecipe()));
    }

    [Fact]
    public void A_png_gives_back_what_was_composed()
    {
        using var cutout = Compose(new CutoutRecipe());

        using var read = Cv2.ImDecode(PngEncoder.Encode(cutout), ImreadModes.Unchanged);

        Assert.Equal(0, Cv2.Norm(cutout, read, NormTypes.INF));
    }

    private static Mat Compose(CutoutRecipe recipe)
    {
        using var foreground = new Mat(1, 3, MatType.CV_8UC3, new Scalar(10, 20, 200));
        var plane = new Mat(1, 3, MatType.CV_8UC1);
        plane.SetArray<byte>([0, 51, 255]);
        using var alpha = new AlphaMatte(plane);
        return Compositor.Compose(foreground, alpha, recipe);
    }
}
