using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Corpus;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Tests.Support;
using Size = OpenCvSharp.Size;

namespace Pipeline.Worker.Tests.Imaging;

/// <summary>Animations and files of several pages: their first picture, and only where it is asked for.</summary>
public sealed class FramesTests
{
    private static readonly CutoutRecipe FirstFrame = new() { FirstFrame = true };

    public static TheoryData<string> Formats => ["gif", "webp", "tif", "png"];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Several_frames_are_rejected_unless_the_first_is_asked_for(string format)
    {
        var file = TwoFrames(format);

        Assert.Equal(FailureReason.TooManyFrames, Decoding.Reject(file).Reason);
        using var photo = Decoding.Decode(file, FirstFrame);
        Assert.Equal(new Size(40, 30), photo.Size);
        Assert.InRange(photo.Pixels.At<Vec3b>(15, 20).Item2, 195, 205);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Even_for_the_first_there_is_a_limit_of_frames(string format)
    {
        Assert.Equal(
            FailureReason.TooManyFrames,
            Decoding.Reject(TwoFrames(format), FirstFrame, new ImageLimits { MaxFrames = 1 }).Reason);
    }

    [Fact]
    public void A_reduced_version_before_the_picture_is_passed_over()
    {
        var thumbnail = new TiffPage(16, 16, 1, 8, 1, new byte[256]).Set(254, 1);
        var picture = new TiffPage(40, 30, 1, 8, 1, [.. Enumerable.Repeat((byte)77, 1200)]);

        using var photo = Decoding.Decode(TiffFile.Write(thumbnail, picture));

        Assert.Equal(new Size(40, 30), photo.Size);
        Assert.Equal(new Vec3b(77, 77, 77), photo.Pixels.At<Vec3b>(15, 20));
    }

    [Fact]
    public void A_tiff_of_one_bit_is_black_and_white()
    {
        var rows = Enumerable.Repeat<byte[]>([0xFF, 0xFF, 0, 0], 16).SelectMany(row => row).ToArray();
        var page = new TiffPage(32, 16, 1, 1, 1, rows);

        using var photo = Decoding.Decode(TiffFile.Write(page));

        Assert.Equal(new Vec3b(255, 255, 255), photo.Pixels.At<Vec3b>(8, 8));
        Assert.Equal(new Vec3b(0, 0, 0), photo.Pixels.At<Vec3b>(8, 24));
    }

    [Fact]
    public void A_tiff_in_one_strip_of_more_than_fifty_million_bytes_is_read()
    {
        using var large = Image.Black(5000, 4000, bands: 3).Copy(interpretation: Enums.Interpretation.Srgb);
        var strip = PngFiles.Packed(large.WriteToMemory<byte>());
        var page = new TiffPage(5000, 4000, 3, 8, 2, strip).SetShort(259, [8]);

        using var photo = Decoding.Decode(TiffFile.Write(page));

        Assert.Equal(new Size(5000, 4000), photo.Size);
    }

    private static byte[] TwoFrames(string format)
    {
        if (format == "png")
        {
            return PngFiles.OfFrames(40, 30, 2, 200);
        }

        using var first = Image.Black(40, 30, bands: 3).Linear([1, 1, 1], [200.0, 60, 40]).Cast(Enums.BandFormat.Uchar);
        using var second = Image.Black(40, 30, bands: 3).Cast(Enums.BandFormat.Uchar);
        using var both = first.Join(second, Enums.Direction.Vertical)
            .Copy(interpretation: Enums.Interpretation.Srgb)
            .Mutate(picture => picture.Set(GValue.GIntType, "page-height", 30));
        return format switch
        {
            "gif" => both.GifsaveBuffer(),
            "webp" => both.WebpsaveBuffer(),
            _ => both.TiffsaveBuffer(),
        };
    }
}
