using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Imaging;

public sealed class CompositorTests
{
    [Fact]
    public void Straight_alpha_keeps_the_colours_and_blackens_what_is_not_seen()
    {
        using var cutout = Compose();

        Assert.Equal(new Vec3b(0, 0, 0), cutout.Pixels.At<Vec3b>(0, 0));
        Assert.Equal(new Vec3b(10, 20, 200), cutout.Pixels.At<Vec3b>(0, 1));
        Assert.Equal(new Vec3b(1, 2, 3), cutout.Pixels.At<Vec3b>(0, 2));
    }

    [Fact]
    public void Planes_of_different_sizes_are_refused()
    {
        using var photo = new Photo(new Mat(2, 2, MatType.CV_8UC3));
        using var foreground = new Mat(2, 2, MatType.CV_8UC3);
        using var alpha = new AlphaMatte(new Mat(2, 3, MatType.CV_8UC1));

        Assert.Throws<ArgumentException>(() => Compositor.Compose(photo, foreground, alpha));
    }

    /// <summary>A clear, a fractional and an opaque pixel.</summary>
    private static Photo Compose()
    {
        var photo = new Photo(new Mat(1, 3, MatType.CV_8UC3, new Scalar(1, 2, 3)));
        using var foreground = new Mat(1, 3, MatType.CV_8UC3, new Scalar(10, 20, 200));
        var plane = new Mat(1, 3, MatType.CV_8UC1);
        plane.SetArray<byte>([0, 51, 255]);
        using var alpha = new AlphaMatte(plane);
        Compositor.Compose(photo, foreground, alpha);
        return photo;
    }
}
