using Microsoft.Extensions.Options;
using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Renditions;

namespace Pipeline.Worker.Tests.Renditions;

/// <summary>What a file passes on of what its photo's file says.</summary>
public sealed class KeptMetadataTests
{
    private const string Rights = "exif-ifd0-Copyright";
    private const string Lens = "exif-ifd2-LensModel";
    private const string Place = "exif-ifd3-GPSLatitude";
    private const string Serial = "exif-ifd2-BodySerialNumber";

    private readonly ImageDecoder _decoder = new(Options.Create(new ImageLimits()));

    [Theory]
    [InlineData(PictureFormat.Jpeg)]
    [InlineData(PictureFormat.Png)]
    [InlineData(PictureFormat.WebP)]
    public void Who_and_how_are_kept_where_the_recipe_says_so_and_where_never(PictureFormat format)
    {
        var photo = Tagged();

        using var kept = Made(photo, format, keep: true);
        using var dropped = Made(photo, format, keep: false);

        Assert.StartsWith("Example Studio", (string)kept.Get(Rights), StringComparison.Ordinal);
        Assert.StartsWith("Macro 100", (string)kept.Get(Lens), StringComparison.Ordinal);
        Assert.False(kept.Contains(Serial));
        Assert.DoesNotContain(kept.GetFields(), IsPlace);
        Assert.False(kept.Contains("xmp-data"));
        Assert.DoesNotContain(dropped.GetFields(), field => field is Rights or Lens || IsPlace(field));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Size_resolution_and_direction_are_the_renditions_own(bool keep)
    {
        using var made = Made(Tagged(), PictureFormat.Jpeg, keep, dpi: 240);

        Assert.Equal(240, made.Xres * 25.4, 0.5);
        Assert.True(!made.Contains("orientation") || (int)made.Get("orientation") == 1);
        // Turned upright.
        Assert.Equal((30, 40), (made.Width, made.Height));
    }

    [Fact]
    public void The_photo_of_these_tests_has_a_place_that_could_be_kept()
    {
        using var photo = Image.NewFromBuffer(Tagged());

        Assert.True(photo.Contains(Place));
        Assert.True(photo.Contains(Serial));
    }

    private static bool IsPlace(string field) => field.StartsWith("exif-ifd3", StringComparison.Ordinal);

    /// <summary>40 × 30, lying on its side, with fields of every kind.</summary>
    private static byte[] Tagged()
    {
        using var plain = Image.Black(40, 30, 3).Copy(interpretation: Enums.Interpretation.Srgb);
        using var tagged = plain.Mutate(picture =>
        {
            picture.Set(GValue.GStrType, Rights, "Example Studio");
            picture.Set(GValue.GStrType, Lens, "Macro 100");
            picture.Set(GValue.GStrType, Serial, "SN-0815");
            picture.Set(GValue.GStrType, Place, "48/1 8/1 0/1");
            picture.Set(GValue.GIntType, "orientation", 6);
        });
        return tagged.JpegsaveBuffer();
    }

    private Image Made(byte[] file, PictureFormat format, bool keep, int? dpi = null)
    {
        using var photo = _decoder.Decode(file, new CutoutRecipe { KeepMetadata = keep });
        using var alpha = new AlphaMatte(new Mat(photo.Height, photo.Width, MatType.CV_8UC1, Scalar.All(255)));
        using var planes = new CutoutPlanes(photo, alpha);
        var recipe = new RenditionRecipe { Format = format, Background = "#ffffff", Dpi = dpi };
        return Image.NewFromBuffer(new RenditionMaker(_decoder, TimeProvider.System).Make(planes, recipe, null).Bytes);
    }
}
