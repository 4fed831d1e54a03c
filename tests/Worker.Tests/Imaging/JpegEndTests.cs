using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Corpus;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Imaging;

/// <summary>A JPEG without its last bytes, and kinds of JPEG that are not decoded.</summary>
public sealed class JpegEndTests
{
    private static readonly Chart Chart = Chart.Make(120, 81);

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public void A_jpeg_that_lacks_only_its_end_mark_gives_the_same_pixels(bool progressive, int missing)
    {
        var file = Save(progressive);

        using var whole = Decoding.Decode(file);
        using var cut = Decoding.Decode(file[..^missing]);

        Assert.Equal(0, Pictures.GreatestDifference(whole.Pixels, cut.Pixels));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_jpeg_that_lacks_pixels_is_damaged_wherever_it_ends(bool progressive)
    {
        var file = Save(progressive);

        foreach (var missing in Enumerable.Range(12, 40).Concat([file.Length / 4, file.Length / 2, file.Length - 700]))
        {
            Assert.Equal(FailureReason.Damaged, Decoding.Reject(file[..^missing]).Reason);
        }
    }

    [Fact]
    public void Of_several_pictures_in_one_file_the_first_counts()
    {
        var (first, second) = (Save(false), Chart.Make(64, 48).ToImage().JpegsaveBuffer());

        using var photo = Decoding.Decode([.. first, .. second]);

        Assert.Equal(new Size(120, 81), photo.Size);
    }

    [Theory]
    [InlineData(0xC3, 8, "lossless JPEG")]
    [InlineData(0xF7, 8, "JPEG-LS")]
    [InlineData(0xC5, 8, "hierarchical JPEG")]
    [InlineData(0xC1, 12, "JPEG of 12 bits")]
    public void A_kind_that_is_not_decoded_is_named(int process, int bits, string name)
    {
        var file = Save(false);
        var frame = file.AsSpan().IndexOf(new byte[] { 0xFF, 0xC0 });
        (file[frame + 1], file[frame + 4]) = ((byte)process, (byte)bits);

        var refusal = Decoding.Reject(file);

        Assert.Equal(FailureReason.UnsupportedFormat, refusal.Reason);
        Assert.Contains(name, refusal.Message, StringComparison.Ordinal);
    }

    private static byte[] Save(bool progressive)
    {
        using var noise = Image.Gaussnoise(120, 81, sigma: 20, mean: 0, seed: 3);
        using var image = (Chart.ToImage() + noise).Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);
        return image.JpegsaveBuffer(q: 92, interlace: progressive, subsampleMode: Enums.ForeignSubsample.Off);
    }
}
