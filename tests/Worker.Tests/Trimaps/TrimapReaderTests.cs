using Microsoft.Extensions.Options;
using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Tests.Support;
using Pipeline.Worker.Trimaps;
using Size = OpenCvSharp.Size;

namespace Pipeline.Worker.Tests.Trimaps;

public sealed class TrimapReaderTests
{
    /// <summary>Grey values around the limits, and what they mean.</summary>
    private static readonly byte[] Levels = [0, 5, 6, 100, 128, 249, 250, 255];

    private static readonly byte[] Meanings = [0, 0, 128, 128, 128, 128, 255, 255];

    private static readonly Size Photo = new(32, 16);

    [Theory]
    [InlineData("grey")]
    [InlineData("colour")]
    [InlineData("palette")]
    [InlineData("grey with alpha")]
    [InlineData("alpha")]
    [InlineData("16 bit")]
    [InlineData("16 bit colour")]
    [InlineData("webp")]
    [InlineData("bmp")]
    [InlineData("tiff")]
    [InlineData("gif")]
    public void Every_layout_gives_the_exact_values(string layout)
    {
        using var trimap = Read(Encode(Grey(Levels), layout));

        Assert.Equal(Meanings, Row(trimap));
    }

    [Theory]
    [InlineData(1, new byte[] { 0, 255 }, new byte[] { 0, 255 })]
    [InlineData(2, new byte[] { 0, 85, 170, 255 }, new byte[] { 0, 128, 128, 255 })]
    [InlineData(4, new byte[] { 0, 17, 238, 255 }, new byte[] { 0, 128, 128, 255 })]
    public void Grey_of_few_bits_is_spread_over_the_whole_range(int bits, byte[] levels, byte[] meanings)
    {
        using var grey = ToImage(Grey(levels));

        using var trimap = Read(grey.PngsaveBuffer(bitdepth: bits));

        Assert.Equal(meanings, Row(trimap, levels.Length));
    }

    [Fact]
    public void A_jpeg_is_read_by_the_same_limits()
    {
        using var grey = new Mat(Photo, MatType.CV_8UC1, new Scalar(0));
        grey[new Rect(8, 0, 8, 16)].SetTo(new Scalar(128));
        grey[new Rect(16, 0, 16, 16)].SetTo(new Scalar(255));

        using var trimap = Read(Pictures.Encode(grey, ".jpg"));

        Assert.Equal([0, 0, 128, 128, 255, 255, 255, 255], Row(trimap));
    }

    [Fact]
    public void A_colour_profile_and_a_gamma_change_nothing()
    {
        using var grey = ToImage(Grey(Levels));
        using var tagged = grey.Colourspace(Enums.Interpretation.Srgb)
            .IccTransform("p3", inputProfile: "srgb", depth: 8)
            .Mutate(picture => picture.Set(GValue.GDoubleType, "gamma", 1.0));

        using var trimap = Read(tagged.PngsaveBuffer(keep: Enums.ForeignKeep.Icc));

        Assert.Equal(Meanings, Row(trimap));
    }

    [Fact]
    public void Alpha_is_not_looked_at_where_the_colours_say_something()
    {
        using var grey = Grey(Levels);
        using var opposite = new Mat();
        Cv2.BitwiseNot(grey, opposite);

        using var trimap = Read(Pictures.Encode(Merge(grey, grey, grey, opposite)));

        Assert.Equal(Meanings, Row(trimap));
    }

    [Fact]
    public void An_opaque_picture_of_one_colour_is_that_colour_all_over()
    {
        using var white = new Mat(Photo, MatType.CV_8UC4, Scalar.All(255));

        using var trimap = Read(Pictures.Encode(white));

        Assert.Equal(Photo.Width * Photo.Height, trimap.ForegroundCount);
    }

    [Fact]
    public void A_trimap_of_another_size_is_a_mismatch_that_tells_both_and_is_never_resampled()
    {
        var rejection = Rejected(Pictures.Encode(new Mat(32, 16, MatType.CV_8UC1, new Scalar(255))));

        Assert.Equal(FailureReason.TrimapMismatch, rejection.Reason);
        Assert.Contains("16 × 32", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("32 × 16", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_grey_picture_is_no_trimap()
    {
        var grey = Pictures.Encode(Grey(Levels));

        Assert.All(
            [
                "no picture"u8.ToArray(),
                Pictures.Encode(Grey(Levels), ".pgm"),
                grey[..(grey.Length - 20)],
                Pictures.Encode(Pictures.Quarters(Photo.Width, Photo.Height)),
            ],
            file => Assert.Equal(FailureReason.NotATrimap, Rejected(file).Reason));
        Assert.Equal(
            FailureReason.NotATrimap,
            Rejected(Pictures.Encode(new Mat(1100, 1000, MatType.CV_8UC1)), new ImageLimits { MaxMegapixels = 1 }).Reason);
    }

    private static byte[] Encode(Mat grey, string layout)
    {
        using var _ = grey;
        using var colour = new Mat();
        Cv2.CvtColor(grey, colour, ColorConversionCodes.GRAY2BGR);
        using var flat = new Mat(Photo, MatType.CV_8UC1, new Scalar(200));
        return layout switch
        {
            "grey" => Pictures.Encode(grey),
            "colour" => Pictures.Encode(colour),
            "palette" => ToImage(grey).PngsaveBuffer(palette: true, q: 100, dither: 0),
            "grey with alpha" => ToImage(grey).Bandjoin(255).Copy(interpretation: Enums.Interpretation.Bw).PngsaveBuffer(),
            "alpha" => Pictures.Encode(Merge(flat, flat, flat, grey)),
            "16 bit" => Pictures.Encode(Deep(grey)),
            "16 bit colour" => Pictures.Encode(Deep(colour)),
            "bmp" => Pictures.Encode(grey, ".bmp"),
            "tiff" => ToImage(grey).TiffsaveBuffer(),
            "gif" => ToImage(grey).GifsaveBuffer(dither: 0, effort: 10),
            _ => ToImage(colour).WebpsaveBuffer(lossless: true),
        };
    }

    /// <summary>Each value in a column of its own, four wide.</summary>
    private static Mat Grey(byte[] values)
    {
        var grey = new Mat(Photo, MatType.CV_8UC1);
        for (var x = 0; x < Photo.Width; x++)
        {
            using var column = grey.Col(x);
            column.SetTo(new Scalar(values[x * values.Length / Photo.Width]));
        }

        return grey;
    }

    private static byte[] Row(Trimap trimap, int values = 8)
    {
        Assert.True(trimap.Plane.GetArray<byte>(out var pixels));
        Assert.Equal(pixels[..Photo.Width], pixels[^Photo.Width..]);
        return [.. Enumerable.Range(0, values).Select(i => pixels[i * Photo.Width / values])];
    }

    private static Mat Deep(Mat eightBit)
    {
        var deep = new Mat();
        eightBit.ConvertTo(deep, MatType.CV_16U, 257);
        return deep;
    }

    private static Mat Merge(params Mat[] planes)
    {
        var merged = new Mat();
        Cv2.Merge(planes, merged);
        return merged;
    }

    private static Image ToImage(Mat pixels) => Image.PngloadBuffer(Pictures.Encode(pixels));

    private static Trimap Read(byte[] file, ImageLimits? limits = null) =>
        new TrimapReader(Options.Create(limits ?? new ImageLimits())).Read(file, Photo);

    private static JobRejectedException Rejected(byte[] file, ImageLimits? limits = null) =>
        Assert.Throws<JobRejectedException>(() => Read(file, limits));
}
