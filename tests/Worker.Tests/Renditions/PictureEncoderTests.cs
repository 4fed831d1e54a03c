using NetVips;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Renditions;

namespace Pipeline.Worker.Tests.Renditions;

public sealed class PictureEncoderTests
{
    public static TheoryData<PictureFormat, int> Lossless => new()
    {
        { PictureFormat.Png, 1 }, { PictureFormat.Png, 3 }, { PictureFormat.Png, 4 },
        { PictureFormat.WebP, 3 }, { PictureFormat.WebP, 4 },
    };

    [Theory]
    [MemberData(nameof(Lossless))]
    public void A_lossless_file_gives_back_every_value_that_is_seen(PictureFormat format, int bands)
    {
        using var picture = Noise(47, 61, bands);

        using var read = Image.NewFromBuffer(Encode(picture, new RenditionRecipe { Format = format }).Bytes);

        Assert.Equal(bands, read.Bands);
        Assert.Equal(0, Difference(picture, read));
    }

    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Jpeg)]
    public void The_same_pixels_give_the_same_bytes(PictureFormat format)
    {
        using var picture = Noise(64, 48, 3);

        Assert.Equal(
            Encode(picture, new RenditionRecipe { Format = format }).Sha256,
            Encode(picture, new RenditionRecipe { Format = format }).Sha256);
    }

    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Jpeg)]
    public void Colours_are_tagged_as_sRGB_and_nothing_else_is_said(PictureFormat format)
    {
        using var picture = Noise(64, 48, 3);
        using var told = picture.Mutate(image => image.Set(GValue.GStrType, "exif-ifd0-Artist", "someone"));

        using var read = Image.NewFromBuffer(Encode(told, new RenditionRecipe { Format = format }).Bytes);

        Assert.Contains("icc-profile-data", read.GetFields());
        Assert.DoesNotContain(read.GetFields(), field => field is "exif-data" or "xmp-data" or "iptc-data");
    }

    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.Jpeg)]
    public void The_stated_resolution_is_the_recipes_or_else_the_photos(PictureFormat format)
    {
        using var picture = Noise(64, 48, 3);

        using var own = Image.NewFromBuffer(Encode(picture, new RenditionRecipe { Format = format }, 240).Bytes);
        using var asked = Image.NewFromBuffer(Encode(picture, new RenditionRecipe { Format = format, Dpi = 300 }, 240).Bytes);

        Assert.Equal(240, own.Xres * 25.4, 0.5);
        Assert.Equal(300, asked.Yres * 25.4, 0.5);
    }

    [Fact]
    public void Quality_is_the_best_that_the_limit_of_bytes_allows()
    {
        using var picture = Noise(200, 200, 3);
        var free = Encode(picture, new RenditionRecipe { Format = PictureFormat.Jpeg });
        var limit = free.Bytes.LongLength / 2;

        var limited = Encode(picture, new RenditionRecipe { Format = PictureFormat.Jpeg, MaxBytes = limit });
        var qualities = Enumerable.Range(1, 95)
            .Select(q => Encode(picture, new RenditionRecipe { Format = PictureFormat.Jpeg, Quality = q }))
            .ToList();

        Assert.InRange(limited.Bytes.LongLength, 1, limit);
        Assert.Equal(qualities.Last(file => file.Bytes.LongLength <= limit).Sha256, limited.Sha256);
    }

    [Fact]
    public void A_lossless_webp_beyond_the_limit_of_bytes_becomes_a_lossy_one()
    {
        using var picture = Noise(200, 200, 4);

        var limited = Encode(picture, new RenditionRecipe { Format = PictureFormat.WebP, MaxBytes = 60_000 });

        Assert.InRange(limited.Bytes.LongLength, 1, 60_000);
    }

    [Theory]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.WebP)]
    [InlineData(PictureFormat.Jpeg)]
    public void What_cannot_be_that_small_is_a_failure(PictureFormat format)
    {
        using var picture = Noise(300, 300, 3);

        var rejected = Assert.Throws<JobRejectedException>(() =>
            Encode(picture, new RenditionRecipe { Format = format, MaxBytes = 1024 }));

        Assert.Equal(FailureReason.OutputTooLarge, rejected.Reason);
    }

    [Fact]
    public void White_stays_white_in_every_whole_block_at_every_quality()
    {
        using var white = Image.Black(64, 64).NewFromImage(255, 255, 255);
        using var square = Image.Black(8, 8).NewFromImage(20, 90, 160);
        using var picture = white.Cast(Enums.BandFormat.Uchar).Insert(square.Cast(Enums.BandFormat.Uchar), 24, 24);
        foreach (var quality in Enumerable.Range(1, 100))
        {
            var file = Encode(picture, new RenditionRecipe { Format = PictureFormat.Jpeg, Quality = quality });

            using var read = Image.NewFromBuffer(file.Bytes);
            using var above = read.ExtractArea(0, 0, 64, 24);
            using var below = read.ExtractArea(0, 32, 64, 32);
            Assert.Equal((255, 255), (above.Min(), below.Min()));
        }
    }

    private static RenditionFile Encode(Image picture, RenditionRecipe recipe, double? dpi = null) =>
        PictureEncoder.Encode(picture, recipe, PhotoFacts.None with { Dpi = dpi });

    private static Image Noise(int width, int height, int bands)
    {
        var values = new byte[width * height * bands];
        new Random(3).NextBytes(values);
        // Colours under an alpha of 0 are nobody's.
        for (var i = 3; bands == 4 && i < values.Length; i += 4)
        {
            values[i] = Math.Max((byte)1, values[i]);
        }

        return Image.NewFromMemoryCopy(values, width, height, bands, Enums.BandFormat.Uchar);
    }

    private static double Difference(Image one, Image other)
    {
        using var difference = one.Subtract(other);
        using var absolute = difference.Abs();
        return absolute.Max();
    }
}
