using NetVips;
using Pipeline.Contracts;
using Pipeline.Corpus;
using Pipeline.Worker.Imaging.Formats;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Imaging;

/// <summary>What is not decoded says what it is and what to do.</summary>
public sealed class ImageFormatsTests
{
    public static TheoryData<string, string> Known => new()
    {
        { "ftypheic", "a HEIC image" },
        { "ftypheix", "a HEIC image" },
        { "ftypmsf1", "a HEIF image" },
        { "ftypcrx ", "a camera raw photo (CR3)" },
    };

    [Theory]
    [MemberData(nameof(Known))]
    public void A_file_type_box_is_told_by_its_brand(string mark, string name)
    {
        byte[] file = [0, 0, 0, 24, .. System.Text.Encoding.ASCII.GetBytes(mark), .. new byte[400]];

        var refusal = Decoding.Reject(file);

        Assert.Equal(FailureReason.UnsupportedFormat, refusal.Reason);
        Assert.Contains($"The file is {name}, which is not supported; ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Heic_says_to_convert_it()
    {
        byte[] file = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[400]];

        Assert.Equal(
            "The file is a HEIC image, which is not supported; convert it to JPEG or PNG.", Decoding.Reject(file).Message);
    }

    [Theory]
    [InlineData(50706, "DNG")]
    [InlineData(330, "camera raw photo")]
    public void Camera_raw_within_tiff_is_told_by_its_tags(int tag, string name)
    {
        // A reduced picture, as NEF, ARW and DNG begin with.
        var reduced = new TiffPage(32, 24, 1, 8, 1, new byte[32 * 24]).Set(254, 1).Set(tag, 8);

        var refusal = Decoding.Reject(TiffFile.Write(reduced));

        Assert.Equal(FailureReason.UnsupportedFormat, refusal.Reason);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("raw converter", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Avif_is_told_by_a_compatible_brand_too()
    {
        byte[] file = [0, 0, 0, 24, .. "ftypmif1"u8, 0, 0, 0, 0, .. "mif1avif"u8, .. new byte[64]];

        Assert.Equal(ImageFormat.Avif, ImageFormats.Find(file));
        Assert.Null(UnsupportedFormats.Explain(file));
    }

    [Fact]
    public void A_film_is_no_image()
    {
        byte[] file = [0, 0, 0, 24, .. "ftypisom"u8, 0, 0, 0, 0, .. "isomavc1"u8, .. new byte[64]];

        Assert.Equal(FailureReason.NotAnImage, Decoding.Reject(file).Reason);
    }

    [Fact]
    public void An_avif_animation_is_refused_unless_its_still_image_is_asked_for()
    {
        using var image = Chart.Make(64, 48).ToImage();
        var still = image.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0);
        byte[] film = [0, 0, 0, 8, .. "moov"u8];

        Assert.Equal(FailureReason.TooManyFrames, Decoding.Reject([.. still, .. film]).Reason);
        using var photo = Decoding.Decode([.. still, .. film], new CutoutRecipe { FirstFrame = true });
        Assert.Equal(64, photo.Width);
        Assert.Equal(
            FailureReason.UnsupportedFormat, Decoding.Reject([0, 0, 0, 16, .. "ftypavis"u8, 0, 0, 0, 0, .. film]).Reason);
    }

    [Fact]
    public void An_avif_whose_bitstream_is_larger_than_its_header_says_is_damaged()
    {
        using var image = Image.Black(1024, 1024, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        var file = image.HeifsaveBuffer(compression: Enums.ForeignHeifCompression.Av1, effort: 0);
        var size = file.AsSpan().IndexOf("ispe"u8) + 8;
        foreach (var side in new[] { size, size + 4 })
        {
            file[side + 2] = 0;
            file[side + 3] = 64;
        }

        Assert.Equal(FailureReason.Damaged, Decoding.Reject(file).Reason);
    }
}
