using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Chains;

/// <summary>
/// What is known is exact in the file, decoded again: nothing of the subject at 254, nothing of the background at 1,
/// and white that stays white. The trimap is given, so that it is known what is known.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ExactnessTests : IDisposable
{
    private readonly TemporaryStore _folders = new();
    private readonly Mat _photo = new(300, 400, MatType.CV_8UC3);
    private readonly Mat _trimap = new(300, 400, MatType.CV_8UC1, Scalar.All(0));

    public ExactnessTests()
    {
        // Noise all over, so that matting has something to be wrong about, and white in the subject.
        var noise = new RNG(7);
        noise.Fill(_photo, DistributionType.Uniform, Scalar.All(150), Scalar.All(255));
        Cv2.Circle(_photo, 200, 150, 80, new Scalar(30, 60, 90), -1, LineTypes.AntiAlias);
        Cv2.Circle(_photo, 200, 150, 20, Scalar.All(255), -1);
        Cv2.Circle(_trimap, 200, 150, 90, Scalar.All(128), -1);
        Cv2.Circle(_trimap, 200, 150, 70, Scalar.All(255), -1);
    }

    public void Dispose()
    {
        _folders.Dispose();
        _photo.Dispose();
        _trimap.Dispose();
    }

    [Fact]
    public void Alpha_is_exactly_0_and_255_where_that_is_known_and_the_subjects_colours_are_the_photos()
    {
        using var cutout = Decode(Run(new CutoutRecipe(), Pictures.Encode(_trimap)));

        Each(cutout, (known, photo, pixel) =>
        {
            var expected = known == 0 ? default : new Vec4b(photo.Item0, photo.Item1, photo.Item2, 255);
            Assert.Equal(expected, pixel);
        });
    }

    [Theory]
    [InlineData("#ffffff", 255, 255, 255)]
    [InlineData("#fe0180", 254, 1, 128)]
    public void Over_a_colour_the_background_is_that_colour_and_the_subject_is_untouched(
        string colour, byte red, byte green, byte blue)
    {
        using var opaque = Decode(Run(new CutoutRecipe { Renditions = [new RenditionRecipe { Background = colour }] }, Pictures.Encode(_trimap)));
        Assert.Equal(3, opaque.Channels());
        using var cutout = new Mat();
        Cv2.CvtColor(opaque, cutout, ColorConversionCodes.BGR2BGRA);

        Each(cutout, (known, photo, pixel) =>
        {
            var expected = known == 0
                ? new Vec4b(blue, green, red, 255)
                : new Vec4b(photo.Item0, photo.Item1, photo.Item2, 255);
            Assert.Equal(expected, pixel);
        });
    }

    [Fact]
    public void The_chains_own_trimap_leaves_no_almost_opaque_and_no_almost_transparent_interiors()
    {
        using var photo = Pictures.Disc(600, 450);
        using var cutout = Decode(Run(new CutoutRecipe(), null, photo));
        using var alpha = cutout.ExtractChannel(3);

        using var inside = new Mat(450, 600, MatType.CV_8UC1, Scalar.All(0));
        Cv2.Circle(inside, 300, 225, 120, Scalar.All(255), -1);
        using var outside = new Mat(450, 600, MatType.CV_8UC1, Scalar.All(255));
        Cv2.Circle(outside, 300, 225, 180, Scalar.All(0), -1);
        Assert.Equal((255.0, 0.0), (Least(alpha, inside), Most(alpha, outside)));
    }

    private static double Least(Mat plane, Mat where)
    {
        Cv2.MinMaxLoc(plane, out var least, out _, out _, out _, where);
        return least;
    }

    private static double Most(Mat plane, Mat where)
    {
        Cv2.MinMaxLoc(plane, out _, out var most, out _, out _, where);
        return most;
    }

    /// <summary>Over every pixel that the trimap knows.</summary>
    private void Each(Mat cutout, Action<byte, Vec3b, Vec4b> check)
    {
        Assert.Equal(_trimap.Size(), cutout.Size());
        var (rows, columns) = (_trimap.Rows, _trimap.Cols);
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                if (_trimap.At<byte>(y, x) is 0 or 255)
                {
                    check(_trimap.At<byte>(y, x), _photo.At<Vec3b>(y, x), cutout.At<Vec4b>(y, x));
                }
            }
        }
    }

    private byte[] Run(CutoutRecipe recipe, byte[]? trimap, Mat? photo = null) => new WorkerUnderTest(_folders.Store).Chain
        .Run(JobFiles.Of(Pictures.Encode(photo ?? _photo), trimap), recipe, new StageClock(TimeProvider.System), CancellationToken.None)
        .Files[0].Bytes;

    private static Mat Decode(byte[] file) => Cv2.ImDecode(file, ImreadModes.Unchanged);
}
