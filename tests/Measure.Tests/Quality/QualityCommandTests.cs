using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using OpenCvSharp;
using Pipeline.Measure.Quality;
using Pipeline.Measure.Runs;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Measure.Tests.Quality;

/// <summary>The command over two small photos: a disc and a box on a grey backdrop.</summary>
[Trait("Category", "Slow")]
public sealed class QualityCommandTests : IDisposable
{
    private static readonly Size Picture = new(240, 180);

    private readonly TruthOnDisk _disk = new();

    public QualityCommandTests()
    {
        Write("disc", plane => Cv2.Circle(plane, new Point(120, 90), 50, Scalar.All(255), -1));
        Write("box, \"red\"", plane => plane[new Rect(70, 50, 100, 90)].SetTo(Scalar.All(255)));
    }

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task A_run_prints_a_row_and_writes_lines_for_each_variant_and_the_worst_pictures()
    {
        var (exitCode, output, error) = await MeasureProgram.RunAsync(
            "quality", Set("set"), "--without", "refiner", "--out", _disk.At("run"));

        Assert.Equal(0, exitCode);
        Assert.Contains("[2/2] set, without refiner: disc", error, StringComparison.Ordinal);
        Assert.Contains("set: 2 pictures", output, StringComparison.Ordinal);
        Assert.Contains("| whole ", output, StringComparison.Ordinal);
        Assert.Contains("| without refiner ", output, StringComparison.Ordinal);
        var lines = File.ReadAllLines(_disk.At("run/quality.csv"));
        Assert.Equal("set,chain,picture,iou,mae,mse,open_interior,confidence,failure", lines[0]);
        string[] starts =
        [
            "set,whole,\"box, \"\"red\"\"\",", "set,whole,disc,",
            "set,without refiner,\"box, \"\"red\"\"\",", "set,without refiner,disc,",
        ];
        Assert.All(lines[1..].Zip(starts), pair => Assert.StartsWith(pair.Second, pair.First, StringComparison.Ordinal));
        Assert.Equal(5, lines.Length);
        Assert.InRange(double.Parse(lines[2].Split(',')[3], CultureInfo.InvariantCulture), 0.9, 1);
        using var sheet = Cv2.ImRead(_disk.At("run/worst-set.jpg"));
        Assert.Equal(new Size(2 * 4 * 248, 264), sheet.Size());
    }

    [Fact]
    public async Task A_photo_without_a_subject_fails_and_counts_as_alpha_0()
    {
        Write("nothing", plane => plane[new Rect(0, 0, 60, 180)].SetTo(Scalar.All(255)), drawn: false);

        var (exitCode, output, _) = await MeasureProgram.RunAsync("quality", Set("set"), "--out", _disk.At("run"));

        Assert.Equal(0, exitCode);
        Assert.Contains("whole: 1 failed, scored as alpha 0: nothing (NoSubject)", output, StringComparison.Ordinal);
        Assert.Equal(
            "set,whole,nothing,0,0.25,0.25,1,,NoSubject", File.ReadAllLines(_disk.At("run/quality.csv"))[3]);
    }

    [Fact]
    public async Task What_cannot_be_measured_is_refused()
    {
        var (noSet, _, sentence) = await MeasureProgram.RunAsync("quality", "photos");
        var (noPart, _, _) = await MeasureProgram.RunAsync("quality", Set("set"), "--without", "colour");

        Assert.Equal((2, 1), (noSet, noPart));
        Assert.Equal("'photos' is to be NAME=PHOTOS:MASKS.", sentence.Trim());
    }

    [Fact]
    public void The_chain_put_together_here_is_the_products_and_its_parts_matter()
    {
        using var services = ChainServices.Make();
        var parts = services.GetRequiredService<ChainParts>();

        var whole = Run(new ChainVariant().Make(parts));

        Assert.Equal(whole.Bytes, Run(new ChainVariant().Rebuild(parts)).Bytes);
        foreach (var part in ChainVariant.Parts.Where(part => part != "residue"))
        {
            Assert.NotEqual(whole.Bytes, Run(new ChainVariant(part).Make(parts)).Bytes);
        }

        Assert.NotEqual(whole.Confidence, Run(new ChainVariant("mirror").Make(parts)).Confidence);
    }

    private (byte[] Bytes, double Confidence) Run(CutoutChain chain)
    {
        var files = JobFiles.Of(File.ReadAllBytes(_disk.At("photos/disc.jpg")));
        var result = chain.Run(
            files, new(), new StageClock(TimeProvider.System), TestContext.Current.CancellationToken);
        return (result.Files[0].Bytes, result.Quality.Confidence);
    }

    private string Set(string name) => $"{name}={_disk.At("photos")}:{_disk.At("masks")}";

    private void Write(string name, Action<Mat> subject, bool drawn = true)
    {
        using var mask = new Mat(Picture, MatType.CV_8UC1, Scalar.All(0));
        subject(mask);
        using var photo = new Mat(Picture, MatType.CV_8UC3, Scalar.All(205));
        if (drawn)
        {
            photo.SetTo(new Scalar(40, 50, 170), mask);
        }

        _disk.Write($"photos/{name}.jpg", photo);
        _disk.Write($"masks/{name}.png", mask);
    }
}
