using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Cutouts;

/// <summary>Photos with transparency under the command line's default, <see cref="InputAlpha.Auto"/>.</summary>
[Trait("Category", "Slow")]
public sealed class InputAlphaTests : IDisposable
{
    private static readonly CutoutRecipe Auto = new() { InputAlpha = InputAlpha.Auto };

    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_white_logo_on_transparency_comes_out_as_it_went_in()
    {
        using var logo = Draw(canvas => Cv2.Circle(canvas, new Point(120, 90), 60, Scalar.All(255), -1, LineTypes.AntiAlias));

        AssertKept(logo, Run(logo, Auto));
    }

    [Fact]
    public void The_hole_of_a_ring_stays_transparent()
    {
        using var ring = Draw(canvas =>
        {
            Cv2.Circle(canvas, new Point(120, 90), 70, new Scalar(140, 60, 10, 255), -1);
            Cv2.Rectangle(canvas, new Rect(100, 70, 40, 40), Scalar.All(0), -1);
        });

        AssertKept(ring, Run(ring, Auto));
    }

    [Fact]
    public void Colours_under_full_transparency_do_not_come_through()
    {
        using var logo = Draw(canvas =>
        {
            canvas.SetTo(new Scalar(10, 200, 30, 0));
            Cv2.Rectangle(canvas, new Rect(60, 40, 100, 90), new Scalar(9, 8, 7, 255), -1);
        });

        using var cutout = Cv2.ImDecode(Run(logo, Auto).Files[0].Bytes, ImreadModes.Unchanged);

        Assert.Equal(new Vec4b(0, 0, 0, 0), cutout.At<Vec4b>(2, 2));
        Assert.Equal(new Vec4b(9, 8, 7, 255), cutout.At<Vec4b>(80, 100));
    }

    [Fact]
    public void An_opaque_alpha_channel_changes_nothing()
    {
        using var disc = Pictures.Disc();
        using var opaque = Opaque(disc);

        var result = Run(opaque, Auto);

        Assert.Equal(Run(disc, Auto).Files[0].Bytes, result.Files[0].Bytes);
        Assert.DoesNotContain(result.Quality.Warnings, warning => warning.StartsWith("input-alpha", StringComparison.Ordinal));
    }

    [Fact]
    public void Rounded_corners_are_no_cutout_and_are_laid_over_white()
    {
        using var disc = Pictures.Disc();
        using var rounded = Opaque(disc);
        rounded[new Rect(0, 0, 10, 10)].SetTo(new Scalar(0, 0, 0, 0));

        var result = Run(rounded, Auto);

        Assert.Contains(CutoutWarnings.InputAlphaFlattened, result.Quality.Warnings);
        Assert.Equal(Run(rounded, new CutoutRecipe()).Files[0].Bytes, result.Files[0].Bytes);
    }

    [Fact]
    public void A_region_of_a_finished_cutout_is_cut_from_its_alpha()
    {
        using var logo = Draw(canvas => Cv2.Circle(canvas, new Point(120, 90), 60, Scalar.All(255), -1));

        using var cutout = Cv2.ImDecode(
            Run(logo, Auto with { Region = PictureArea.Parse("0,0,50%,100%") }).Files[0].Bytes, ImreadModes.Unchanged);

        Assert.Equal(255, cutout.At<Vec4b>(90, 100).Item3);
        Assert.Equal(0, cutout.At<Vec4b>(90, 130).Item3);
    }

    [Fact]
    public void Every_plane_of_a_finished_cutout_can_be_written()
    {
        using var logo = Draw(canvas => Cv2.Circle(canvas, new Point(120, 90), 60, Scalar.All(255), -1));
        var channels = Enum.GetValues<RenditionChannels>();

        var result = Run(logo, Auto with
        {
            Renditions = [.. channels.Select(shown => new RenditionRecipe { Channels = shown, Name = shown.ToString().ToLowerInvariant() })],
        });

        Assert.Equal(channels.Length, result.Files.Count);
    }

    private static void AssertKept(Mat photo, CutoutResult result)
    {
        using var cutout = Cv2.ImDecode(result.Files[0].Bytes, ImreadModes.Unchanged);
        using var alpha = photo.ExtractChannel(3);
        using var kept = cutout.ExtractChannel(3);
        Assert.Equal(0, Cv2.Norm(alpha, kept, NormTypes.INF));
        using var visible = new Mat();
        Cv2.Compare(alpha, new Scalar(0), visible, CmpTypes.GT);
        Assert.Equal(0, Cv2.Norm(photo, cutout, NormTypes.INF, visible));
        Assert.Contains(CutoutWarnings.InputAlphaUsed, result.Quality.Warnings);
    }

    private CutoutResult Run(Mat photo, CutoutRecipe recipe) => new WorkerUnderTest(_store.Store).Chain.Run(
        JobFiles.Of(Pictures.Encode(photo)), recipe, new StageClock(TimeProvider.System), TestContext.Current.CancellationToken);

    private static Mat Draw(Action<Mat> draw)
    {
        var canvas = new Mat(180, 240, MatType.CV_8UC4, Scalar.All(0));
        draw(canvas);
        return canvas;
    }

    private static Mat Opaque(Mat colours)
    {
        var opaque = new Mat();
        Cv2.CvtColor(colours, opaque, ColorConversionCodes.BGR2BGRA);
        return opaque;
    }
}
