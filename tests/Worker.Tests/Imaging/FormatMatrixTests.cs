using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Corpus;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Tests.Imaging;

/// <summary>
/// Every format × mode × profile × orientation is the same picture. The tolerance stands with each file: 0 for what is
/// exact, 0.8 levels in the mean for a conversion of colours, 2 for lossy compression at high quality, 4 for printing
/// colours, 5 for 256 colours.
/// </summary>
[Trait("Category", "Slow")]
public sealed class FormatMatrixTests
{
    private static readonly Chart Chart = Chart.Make(120, 81);

    public static TheoryData<int> Orientations => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Orientations))]
    public void Every_kind_of_file_decodes_to_the_same_picture(int orientation)
    {
        var decoder = new ImageDecoder(Options.Create(new ImageLimits()));
        using var colour = ToMat(Chart.Rgb, isGrey: false);
        using var grey = ToMat(Chart.Grey, isGrey: true);

        var files = ValidFiles.All(Chart, orientation).ToList();
        var wrong = files
            .Select(file => Complaint(decoder, file, file.IsGrey ? grey : colour)).OfType<string>().ToList();

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(files.Count >= 45, $"{files.Count} kinds.");
    }

    private static string? Complaint(ImageDecoder decoder, ValidFile file, Mat expected)
    {
        try
        {
            using var photo = decoder.Decode(file.Bytes);
            if (photo.Size != expected.Size())
            {
                return $"{file.Name}: {photo.Size}";
            }

            var mean = Cv2.Norm(photo.Pixels, expected, NormTypes.L1) / expected.Total() / 3;
            return mean <= file.Tolerance ? null : $"{file.Name}: {mean:0.00}, not {file.Tolerance}";
        }
        catch (JobRejectedException e)
        {
            return $"{file.Name}: {e.Message}";
        }
    }

    private static Mat ToMat(byte[] pixels, bool isGrey)
    {
        var type = isGrey ? MatType.CV_8UC1 : MatType.CV_8UC3;
        using var rgb = Mat.FromPixelData(Chart.Height, Chart.Width, type, pixels);
        var bgr = new Mat();
        Cv2.CvtColor(rgb, bgr, isGrey ? ColorConversionCodes.GRAY2BGR : ColorConversionCodes.RGB2BGR);
        return bgr;
    }
}
