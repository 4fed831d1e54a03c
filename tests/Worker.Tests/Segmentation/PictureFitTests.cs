using CsCheck;
using OpenCvSharp;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Tests.Support;
using Size = OpenCvSharp.Size;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>How pictures come into a network's square and maps out of it.</summary>
public sealed class PictureFitTests
{
    [Theory]
    [InlineData(InputFit.Stretch, 320, 320, 0, 0, 320, 320)]
    [InlineData(InputFit.ShorterSide, 640, 320, 0, 0, 640, 320)]
    [InlineData(InputFit.MultipleOf, 320, 160, 0, 0, 320, 160)]
    public void A_picture_twice_as_wide_as_high(InputFit fit, int width, int height, int left, int top, int contentWidth, int contentHeight)
    {
        var fitted = new PictureFit(new Size(1000, 500), Input(fit));

        Assert.Equal(new Size(width, height), fitted.Canvas);
        Assert.Equal(new Rect(left, top, contentWidth, contentHeight), fitted.Content);
    }

    [Fact]
    public void Whatever_the_picture_its_aspect_is_kept_to_the_pixel_and_the_canvas_is_what_the_network_takes()
    {
        var sides = Gen.Int[1, 9000];
        Gen.Select(sides, sides).Sample((width, height) =>
        {
            var fit = new PictureFit(new Size(width, height), Input(InputFit.MultipleOf));
            var scale = 320.0 / Math.Max(width, height);

            Assert.Equal((0, 0), (fit.Canvas.Width % 8, fit.Canvas.Height % 8));
            Assert.Equal(320, Math.Max(fit.Content.Width, fit.Content.Height));
            Assert.InRange(fit.Content.Width, Math.Max(1, (width * scale) - 0.5), Math.Max(1, (width * scale) + 0.5));
            Assert.InRange(fit.Content.Height, Math.Max(1, (height * scale) - 0.5), Math.Max(1, (height * scale) + 0.5));
            Assert.True(new Rect(default, fit.Canvas).Contains(fit.Content));
        });
    }

    [Fact]
    public void A_panorama_is_bounded_on_its_longer_side()
    {
        var fit = new PictureFit(new Size(300, 9000), Input(InputFit.ShorterSide));

        Assert.Equal(new Size(43, 4 * 320), fit.Canvas);
    }

    [Fact]
    public void What_is_around_the_picture_repeats_its_border()
    {
        using var photo = Pictures.Disc(200, 98);
        var fit = new PictureFit(photo.Size(), Input(InputFit.MultipleOf));

        using var canvas = fit.Apply(photo);

        Assert.Equal(new Size(320, 160), canvas.Size());
        Assert.Equal(new Rect(0, 1, 320, 157), fit.Content);
        Assert.Equal(new Vec3b(225, 225, 225), canvas.At<Vec3b>(0, 160));
        Assert.Equal(new Vec3b(225, 225, 225), canvas.At<Vec3b>(159, 319));
    }

    [Theory]
    [InlineData(InputFit.Stretch)]
    [InlineData(InputFit.ShorterSide)]
    [InlineData(InputFit.MultipleOf)]
    public void A_map_of_what_went_in_comes_out_where_it_was(InputFit fit)
    {
        using var photo = Pictures.Disc(261, 97);
        var fitted = new PictureFit(photo.Size(), Input(fit));
        using var canvas = fitted.Apply(photo);
        using var blue = canvas.ExtractChannel(0);
        using var coarse = new Mat();
        blue.ConvertTo(coarse, MatType.CV_32FC1);
        Cv2.Resize(coarse, coarse, new Size(fitted.Canvas.Width / 2, fitted.Canvas.Height / 2), interpolation: InterpolationFlags.Area);

        using var map = fitted.Undo(coarse);

        using var back = new Mat();
        Cv2.Resize(map, back, photo.Size());
        using var expected = new Mat();
        using var photoBlue = photo.ExtractChannel(0);
        photoBlue.ConvertTo(expected, MatType.CV_32FC1);
        Assert.True(Cv2.Norm(back, expected, NormTypes.L1) / expected.Total() < 4);
    }

    private static SegmenterInput Input(InputFit fit) => new()
    {
        Side = 320,
        Fit = fit,
        Multiple = fit == InputFit.MultipleOf ? 8 : 1,
    };
}
