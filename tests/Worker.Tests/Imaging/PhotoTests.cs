using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Imaging;

public sealed class PhotoTests
{
    [Theory]
    [InlineData(2000, 1000, 400, 400, 200)]
    [InlineData(301, 400, 400, 301, 400)]
    [InlineData(30, 3000, 400, 16, 1600)]
    [InlineData(1, 4000, 400, 1, 4000)]
    public void Reduced_keeps_the_aspect_and_some_pixels_across(int width, int height, int side, int reduced, int tall)
    {
        using var photo = new Photo(new Mat(height, width, MatType.CV_8UC3, new Scalar(1, 2, 3)));

        using var small = photo.Reduced(side);

        Assert.Equal(new Size(reduced, tall), small.Size);
    }

    [Fact]
    public void Reduced_is_the_mean_of_what_it_covers()
    {
        using var photo = new Photo(new Mat(40, 40, MatType.CV_8UC3, new Scalar(10, 20, 30)));
        photo.Pixels.Set(0, 1, new Vec3b(50, 60, 70));

        using var small = photo.Reduced(20);

        Assert.Equal(new Vec3b(20, 30, 40), small.Pixels.At<Vec3b>(0, 0));
        Assert.Equal(new Vec3b(10, 20, 30), small.Pixels.At<Vec3b>(0, 1));
    }
}
