using Microsoft.Extensions.Options;
using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Imaging;

public sealed class ImageDecoderTests
{
    [Theory]
    [InlineData(".png", 0)]
    [InlineData(".jpg", 12)]
    [InlineData(".webp", 12)]
    public void Each_accepted_format_gives_the_pixels_back(string ending, double tolerance)
    {
        using var pixels = Pictures.Disc();

        using var photo = Decode(Pictures.Encode(pixels, ending));

        Assert.InRange(Cv2.Norm(pixels, photo.Pixels, NormTypes.L1) / pixels.Total() / 3, 0, tolerance / 8);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Every_exif_orientation_lands_upright(int orientation)
    {
        // Large enough that libvips does not hold all of it in its buffers.
        using var upright = Pictures.Quarters(1200, 900);
        using var stored = Store(upright, orientation);

        using var photo = Decode(Pictures.JpegWithOrientation(stored, orientation));

        Assert.Equal(upright.Size(), photo.Size);
        Assert.InRange(Cv2.Norm(upright, photo.Pixels, NormTypes.L1) / upright.Total() / 3, 0, 6);
    }

    [Fact]
    public void Grey_and_sixteen_bit_and_palette_pictures_become_eight_bit_colour()
    {
        using var grey = new Mat(20, 30, MatType.CV_8UC1, new Scalar(77));
        using var deep = new Mat(20, 30, MatType.CV_16UC3, new Scalar(77 * 257, 77 * 257, 77 * 257));
        using var palette = Image.NewFromBuffer(Pictures.Encode(Pictures.Disc()));

        foreach (var file in new[] { Pictures.Encode(grey), Pictures.Encode(deep) })
        {
            using var photo = Decode(file);
            using var expected = new Mat(20, 30, MatType.CV_8UC3, new Scalar(77, 77, 77));
            Assert.Equal(0, Pictures.GreatestDifference(expected, photo.Pixels));
        }

        using var disc = Decode(palette.PngsaveBuffer(palette: true));
        Assert.Equal(new Size(120, 90), disc.Size);
    }

    [Fact]
    public void Transparent_pixels_are_laid_over_white()
    {
        using var pixels = new Mat(20, 30, MatType.CV_8UC4, new Scalar(10, 20, 30, 0));

        using var photo = Decode(Pictures.Encode(pixels));

        using var white = new Mat(20, 30, MatType.CV_8UC3, new Scalar(255, 255, 255));
        Assert.Equal(0, Pictures.GreatestDifference(white, photo.Pixels));
    }

    [Fact]
    public void An_embedded_profile_is_converted_to_srgb()
    {
        using var pixels = new Mat(20, 30, MatType.CV_8UC3, new Scalar(40, 60, 200));
        using var image = Image.NewFromBuffer(Pictures.Encode(pixels));
        using var p3 = image.IccTransform("p3", inputProfile: "srgb");

        using var photo = Decode(p3.PngsaveBuffer(keep: Enums.ForeignKeep.Icc));

        Assert.NotEqual(200, p3[0].Avg(), 1.0);
        Assert.InRange(Pictures.GreatestDifference(pixels, photo.Pixels), 0, 2);
    }

    [Fact]
    public void A_jpeg_with_a_gain_map_is_a_jpeg()
    {
        using var image = Image.NewFromBuffer(Pictures.Encode(Pictures.Disc(256, 256)));
        using var bright = image.Linear([1 / 255.0], [0.0]).Copy(interpretation: Enums.Interpretation.Scrgb);

        using var photo = Decode(bright.UhdrsaveBuffer());

        Assert.Equal(new Size(256, 256), photo.Size);
    }

    [Theory]
    [InlineData("")]
    [InlineData("This is a text, whatever its name says.")]
    [InlineData("BM")]
    public void What_is_no_picture_is_rejected_as_such(string content)
    {
        AssertRejected(FailureReason.NotAnImage, System.Text.Encoding.ASCII.GetBytes(content));
    }

    [Fact]
    public void A_format_that_is_not_accepted_is_rejected_before_it_is_decoded()
    {
        AssertRejected(FailureReason.UnsupportedFormat, Pictures.Encode(Pictures.Disc(), ".ppm"));
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    [InlineData(".webp")]
    public void A_truncated_picture_is_damaged_wherever_it_ends(string ending)
    {
        using var noise = new Mat(64, 64, MatType.CV_8UC3);
        Cv2.Randu(noise, Scalar.All(0), Scalar.All(255));
        var file = Pictures.Encode(noise, ending);

        foreach (var share in new[] { 0.2, 0.5, 0.9 })
        {
            var rejection = Assert.Throws<JobRejectedException>(() => Decode(file[..(int)(file.Length * share)]));
            Assert.Equal(FailureReason.Damaged, rejection.Reason);
        }
    }

    [Fact]
    public void Limits_are_stated_with_their_own_reasons()
    {
        var file = Pictures.Encode(Pictures.Disc(1100, 1000));
        using var noise = new Mat(800, 800, MatType.CV_8UC3);
        Cv2.Randu(noise, Scalar.All(0), Scalar.All(255));

        AssertRejected(FailureReason.TooManyPixels, file, new ImageLimits { MaxMegapixels = 1 });
        AssertRejected(FailureReason.SideTooLong, file, new ImageLimits { MaxSide = 1050 });
        AssertRejected(FailureReason.TooManyBytes, Pictures.Encode(noise), new ImageLimits { MaxMebibytes = 1 });
        AssertRejected(FailureReason.TooSmall, Pictures.Encode(Pictures.Disc(200, 15)));
    }

    private static Photo Decode(byte[] file, ImageLimits? limits = null) =>
        new ImageDecoder(Options.Create(limits ?? new ImageLimits())).Decode(file);

    private static void AssertRejected(FailureReason reason, byte[] file, ImageLimits? limits = null) =>
        Assert.Equal(reason, Assert.Throws<JobRejectedException>(() => Decode(file, limits)).Reason);

    /// <summary>How a camera stores an upright scene under an EXIF orientation (TIFF 6.0, tag 274).</summary>
    private static Mat Store(Mat upright, int orientation)
    {
        var stored = new Mat();
        switch (orientation)
        {
            case 2: Cv2.Flip(upright, stored, FlipMode.Y); break;
            case 3: Cv2.Rotate(upright, stored, RotateFlags.Rotate180); break;
            case 4: Cv2.Flip(upright, stored, FlipMode.X); break;
            case 5: Cv2.Transpose(upright, stored); break;
            case 6: Cv2.Rotate(upright, stored, RotateFlags.Rotate90Counterclockwise); break;
            case 7:
                using (var half = new Mat())
                {
                    Cv2.Transpose(upright, half);
                    Cv2.Rotate(half, stored, RotateFlags.Rotate180);
                }

                break;
            case 8: Cv2.Rotate(upright, stored, RotateFlags.Rotate90Clockwise); break;
            default: upright.CopyTo(stored); break;
        }

        return stored;
    }
}
