using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Corpus;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Imaging;

/// <summary>Colour spaces that a file declares without an ICC profile.</summary>
public sealed class StatedColoursTests
{
    private static readonly Chart Chart = Chart.Make(120, 81);

    public static TheoryData<string> Honoured => [.. StatedFiles.All(Chart).Select(file => file.Name)];

    public static TheoryData<string> Ignored => [.. StatedFiles.Ignored(Chart).Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Honoured))]
    public void A_stated_colour_space_is_converted_from(string name)
    {
        var file = StatedFiles.All(Chart).First(file => file.Name == name);

        using var photo = Decoding.Decode(file.Bytes);

        Assert.InRange(Distance(photo.Pixels, file.IsGrey), 0, file.Tolerance);
        Assert.Empty(photo.Facts.Warnings);
    }

    [Theory]
    [MemberData(nameof(Ignored))]
    public void One_that_cannot_be_converted_from_leaves_colours_as_they_are_with_a_warning(string name)
    {
        var file = StatedFiles.Ignored(Chart).First(file => file.Name == name);

        using var photo = Decoding.Decode(file.Bytes);

        Assert.Equal([CutoutWarnings.ColourSpaceIgnored], photo.Facts.Warnings);
        Assert.InRange(Distance(photo.Pixels, file.IsGrey), 0, file.Tolerance);
    }

    [Fact]
    public void An_embedded_profile_counts_before_what_is_stated_beside_it()
    {
        using var picture = Chart.Map(ColourSpaces.DisplayP3).ToImage().With("icc-profile-data", IccFile.DisplayP3());
        var file = picture.PngsaveBuffer().ToList();
        // Behind the header.
        file.InsertRange(33, PngChunks.Write(("gAMA", [0, 1, 0x86, 0xA0]))[8..]);

        using var photo = Decoding.Decode([.. file]);

        Assert.InRange(Distance(photo.Pixels, false), 0, 1.2);
    }

    /// <summary>Mean over pixels and channels, in levels.</summary>
    private static double Distance(Mat bgr, bool isGrey)
    {
        using var rgb = Mat.FromPixelData(
            Chart.Height, Chart.Width, isGrey ? MatType.CV_8UC1 : MatType.CV_8UC3, isGrey ? Chart.Grey : Chart.Rgb);
        using var expected = new Mat();
        Cv2.CvtColor(rgb, expected, isGrey ? ColorConversionCodes.GRAY2BGR : ColorConversionCodes.RGB2BGR);
        return Cv2.Norm(expected, bgr, NormTypes.L1) / expected.Total() / 3;
    }
}
