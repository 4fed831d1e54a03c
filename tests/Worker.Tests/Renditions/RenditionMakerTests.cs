using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Renditions;

namespace Pipeline.Worker.Tests.Renditions;

/// <summary>On a red square of 40 × 40 with a soft right side, in a photo of 120 × 100.</summary>
public sealed class RenditionMakerTests : IDisposable
{
    private static readonly Rect Box = new(30, 40, 40, 40);
    private readonly RenditionMaker _maker = new(
        new ImageDecoder(Options.Create(new ImageLimits())), TimeProvider.System);
    private readonly Photo _photo = new(new Mat(100, 120, MatType.CV_8UC3, Scalar.All(0)));
    private readonly AlphaMatte _alpha = new(new Mat(100, 120, MatType.CV_8UC1, Scalar.All(0)));
    private readonly CutoutPlanes _planes;

    public RenditionMakerTests()
    {
        _photo.Pixels[Box].SetTo(new Scalar(20, 30, 200));
        _alpha.Plane[Box].SetTo(new Scalar(255));
        _alpha.Plane[new Rect(60, 40, 10, 40)].SetTo(new Scalar(100));
        _planes = new CutoutPlanes(_photo, _alpha);
    }

    public void Dispose()
    {
        _planes.Dispose();
        _photo.Dispose();
        _alpha.Dispose();
    }

    [Fact]
    public void Unscaled_every_pixel_is_as_the_chain_made_it()
    {
        using var read = Make(new RenditionRecipe());

        using var alpha = read.ExtractChannel(3);
        Assert.Equal(0, Cv2.Norm(alpha, _alpha.Plane, NormTypes.INF));
        Assert.Equal(new Vec4b(20, 30, 200, 100), read.At<Vec4b>(50, 65));
    }

    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.WebP)]
    public void Behind_the_subject_white_is_white(PictureFormat format)
    {
        var recipe = new RenditionRecipe
        {
            Format = format,
            Background = "#ffffff",
            Canvas = new CanvasSize { Width = 96, Height = 96 },
            Margin = Extent.Parse("25%"),
            Enlarge = true,
        };

        using var read = Make(recipe);

        // The subject takes 24..71; further out than its own blocks of 8 × 8 everything is exactly white.
        using var outside = new Mat(read.Size(), MatType.CV_8UC1, Scalar.All(255));
        outside[new Rect(24, 24, 48, 48)].SetTo(Scalar.All(0));
        using var wrong = new Mat();
        Cv2.Compare(read.Reshape(1), new Scalar(255), wrong, CmpTypes.NE);
        using var wrongPixels = wrong.Reshape(3).CvtColor(ColorConversionCodes.BGR2GRAY);
        Cv2.BitwiseAnd(wrongPixels, outside, wrongPixels);
        Assert.Equal(0, Cv2.CountNonZero(wrongPixels));
        Assert.InRange(read.At<Vec3b>(48, 40).Item2, 192, 208);
    }

    [Fact]
    public void Scaled_down_the_inside_stays_opaque_and_no_black_comes_into_the_edge()
    {
        using var read = Make(new RenditionRecipe { MaxSide = 61 });

        Assert.Equal(255, read.At<Vec4b>(30, 22).Item3);
        for (var x = 0; x < read.Cols; x++)
        {
            var pixel = read.At<Vec4b>(30, x);
            Assert.True(pixel.Item3 < 12 || Math.Abs(pixel.Item2 - 200) <= 4, $"{x}: {pixel}");
        }
    }

    [Fact]
    public void A_crop_with_margin_is_transparent_around_the_subject()
    {
        using var read = Make(new RenditionRecipe { Crop = true, Margin = Extent.Parse("50px") });

        Assert.Equal(new Size(140, 140), read.Size());
        Assert.Equal(new Vec4b(0, 0, 0, 0), read.At<Vec4b>(10, 10));
        Assert.Equal(new Vec4b(20, 30, 200, 255), read.At<Vec4b>(70, 60));
    }

    [Theory]
    [InlineData(RenditionChannels.Alpha, 100)]
    [InlineData(RenditionChannels.Mask, 77)]
    [InlineData(RenditionChannels.Trimap, 128)]
    public void Planes_are_written_as_grey_in_the_same_frame(RenditionChannels channels, byte value)
    {
        using var planes = new CutoutPlanes(_photo, _alpha)
        {
            Mask = new Mat(100, 120, MatType.CV_8UC1, new Scalar(77)),
            Trimap = new Mat(100, 120, MatType.CV_8UC1, new Scalar(128)),
        };

        using var read = Cv2.ImDecode(
            _maker.Make(planes, new RenditionRecipe { Channels = channels, Crop = true }, null).Bytes, ImreadModes.Unchanged);

        Assert.Equal((MatType.CV_8UC1, Box.Size), (read.Type(), read.Size()));
        Assert.Equal(value, read.At<byte>(10, 35));
    }

    [Fact]
    public void A_trimap_that_is_scaled_has_no_values_in_between()
    {
        using var trimap = new Mat(100, 120, MatType.CV_8UC1, Scalar.All(0));
        trimap[Box].SetTo(new Scalar(255));
        trimap[new Rect(50, 40, 20, 40)].SetTo(new Scalar(128));
        using var planes = new CutoutPlanes(_photo, _alpha) { Trimap = trimap.Clone() };
        var recipe = new RenditionRecipe { Channels = RenditionChannels.Trimap, MaxSide = 71 };

        using var read = Cv2.ImDecode(_maker.Make(planes, recipe, null).Bytes, ImreadModes.Unchanged);

        read.GetArray(out byte[] values);
        Assert.Equal<byte[]>([0, 128, 255], [.. values.Distinct().Order()]);
    }

    [Fact]
    public void The_mask_of_a_supplied_trimap_is_asked_for_in_vain()
    {
        var rejected = Assert.Throws<JobRejectedException>(() =>
            Make(new RenditionRecipe { Channels = RenditionChannels.Mask }));

        Assert.Equal(FailureReason.NoMask, rejected.Reason);
    }

    [Fact]
    public void A_background_picture_fills_the_frame_and_shows_through()
    {
        using var green = new Mat(30, 90, MatType.CV_8UC3, new Scalar(0, 180, 0));
        Cv2.ImEncode(".png", green, out var file);

        using var read = Cv2.ImDecode(
            _maker.Make(_planes, new RenditionRecipe { Format = PictureFormat.Png }, file).Bytes, ImreadModes.Unchanged);

        Assert.Equal((MatType.CV_8UC3, new Size(120, 100)), (read.Type(), read.Size()));
        Assert.Equal(new Vec3b(0, 180, 0), read.At<Vec3b>(5, 5));
        Assert.Equal(new Vec3b(20, 30, 200), read.At<Vec3b>(50, 40));
        Assert.InRange(read.At<Vec3b>(50, 65).Item1, 118, 124);
    }

    [Fact]
    public void A_contact_shadow_lies_under_the_subject_and_nowhere_else()
    {
        var recipe = new RenditionRecipe { Shadow = new ContactShadow { Opacity = 0.5 } };

        using var read = Make(recipe);

        using var alpha = read.ExtractChannel(3);
        Assert.InRange(alpha.At<byte>(80, 45), 60, 140);
        Assert.Equal(new Vec4b(20, 30, 200, 255), read.At<Vec4b>(60, 45));
        Assert.Equal(0, Cv2.CountNonZero(alpha[new Rect(0, 0, 120, 38)]));
        Assert.Equal(0, alpha.At<byte>(80, 110));
    }

    private Mat Make(RenditionRecipe recipe) =>
        Cv2.ImDecode(_maker.Make(_planes, recipe, null).Bytes, ImreadModes.Unchanged);
}
