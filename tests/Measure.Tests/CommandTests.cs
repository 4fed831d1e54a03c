using OpenCvSharp;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Tests;

/// <summary>The commands from the outside, on two tiny pictures.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TruthOnDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Evaluate_scores_every_picture_and_writes_scores_and_page()
    {
        _disk.Result("results", "left", new Rect(0, 0, 20, 30));
        _disk.Result("results", "right", new Rect(10, 0, 30, 30));

        var (exitCode, output, error) = await EvaluateAsync("results", "--out", _disk.At("run"));

        Assert.Equal((0, ""), (exitCode, error));
        var run = RunScores.Read(_disk.At("run"));
        Assert.Equal(["right", "left"], run.Pictures.Select(picture => picture.Name));
        var (right, left) = (run.Pictures[0], run.Pictures[1]);
        Assert.Equal((0.666667, 1), (right.Iou, left.Iou));
        // Ten columns of 30 pixels too many, of 1200.
        Assert.Equal((0.3, 0.25), (right.Value(MetricKinds.Sad), right.Value(MetricKinds.Mse)));
        Assert.All(MetricKinds.All.Where(m => m != MetricKinds.Iou && m != MetricKinds.Colour), metric =>
            Assert.Equal(0, left.Value(metric)));
        Assert.Equal(("grey", "hair thin"), (right.Background, string.Join(' ', right.Traits)));
        Assert.Contains("| trait hair", output, StringComparison.Ordinal);
        Assert.Contains("| background white", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_needs_nothing_but_its_thumbnails_and_has_the_worst_first()
    {
        _disk.Result("results", "left", new Rect(0, 0, 20, 30));
        _disk.Result("results", "right", new Rect(10, 0, 30, 30));

        await EvaluateAsync("results", "--out", _disk.At("run"));

        var page = File.ReadAllText(_disk.At("run/index.html"));
        Assert.DoesNotContain("http", page, StringComparison.OrdinalIgnoreCase);
        int At(string heading) => page.IndexOf(heading, StringComparison.Ordinal);
        Assert.InRange(At("<h3>right"), 0, At("<h3>left"));
        foreach (var kind in (string[])["photo.jpg", "cutout.jpg", "truth.png", "matte.png", "error.png"])
        {
            Assert.Contains($"src=\"pictures/right-{kind}\"", page, StringComparison.Ordinal);
            Assert.True(File.Exists(_disk.At($"run/pictures/right-{kind}")));
        }

        using var map = Cv2.ImRead(_disk.At("run/pictures/right-error.png"));
        Assert.Equal((new Vec3b(0, 0, 255), new Vec3b(255, 255, 255)), (map.At<Vec3b>(15, 15), map.At<Vec3b>(15, 5)));
    }

    [Fact]
    public async Task What_is_missing_unreadable_or_of_another_size_counts_as_nothing_and_is_listed()
    {
        _disk.Result("small", "left", new Rect(0, 0, 10, 30), width: 20);
        File.WriteAllText(_disk.At("small/right.png"), "no picture");
        Directory.CreateDirectory(_disk.At("empty"));

        var (_, small, _) = await EvaluateAsync("small");
        var (exitCode, empty, _) = await EvaluateAsync("empty", "--out", _disk.At("run"));

        Assert.Contains("left (20×30, not the truth's size)", small, StringComparison.Ordinal);
        Assert.Contains("right (not a picture)", small, StringComparison.Ordinal);
        Assert.Contains("2 without a result, scored as alpha 0: ", empty, StringComparison.Ordinal);
        Assert.Equal(0, exitCode);
        Assert.All(RunScores.Read(_disk.At("run")).Pictures, picture =>
        {
            Assert.Equal((0.0, 0.5, "no cutout"), (picture.Iou, picture.Value(MetricKinds.Mse), picture.Failure));
            Assert.Null(picture.Value(MetricKinds.Colour));
        });
    }

    [Fact]
    public async Task Grey_mattes_are_scored_without_colours_and_a_given_trimap_says_what_is_unknown()
    {
        using var matte = Mattes.Box(40, 30, new Rect(0, 0, 22, 30));
        using var trimap = Mattes.Box(40, 30, new Rect(0, 0, 21, 30));
        trimap[new Rect(21, 0, 4, 30)].SetTo(Scalar.All(100));
        _disk.Write("mattes/left.png", matte);
        _disk.Write("truth/trimaps/left.png", trimap);

        await EvaluateAsync("mattes", "--out", _disk.At("run"));

        var left = RunScores.Read(_disk.At("run")).Pictures.Single(picture => picture.Name == "left");
        // Of the two columns too many only one lies in the four unknown ones.
        Assert.Equal((0.03, 0.25), (left.Value(MetricKinds.UnknownSad), left.Value(MetricKinds.UnknownMse)));
        Assert.Equal(0.06, left.Value(MetricKinds.Sad));
        Assert.Equal(0.1, left.UnknownShare);
        Assert.Null(left.Value(MetricKinds.Composition));
    }

    [Fact]
    public async Task Compare_says_what_changed_and_shows_both()
    {
        _disk.Result("first", "left", new Rect(0, 0, 20, 30));
        _disk.Result("first", "right", new Rect(10, 0, 30, 30));
        _disk.Result("second", "left", new Rect(0, 0, 19, 30));
        _disk.Result("second", "right", new Rect(20, 0, 20, 30));
        await EvaluateAsync("first", "--out", _disk.At("a"));
        await EvaluateAsync("second", "--out", _disk.At("b"));

        var (exitCode, output, error) = await MeasureProgram.RunAsync(
            "compare", _disk.At("a"), _disk.At("b"), "--out", _disk.At("c"));

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(
            ["IoU", "0.8333", "0.9750", "+0.14167"], Cells(output, "| IoU  ").Take(4));
        Assert.Equal(["right", "0.6667 → 1.0000", "+0.33333"], Cells(output, "| right").Take(3));
        Assert.Equal(["left", "1.0000 → 0.9500", "-0.05000"], Cells(output, "| left").Take(3));
        var page = File.ReadAllText(_disk.At("c/index.html"));
        string[] shown = ["a/right-photo.jpg", "a/right-cutout.jpg", "b/right-cutout.jpg", "b/right-error.png"];
        foreach (var file in shown)
        {
            Assert.Contains($"src=\"pictures/{file}\"", page, StringComparison.Ordinal);
            Assert.True(File.Exists(_disk.At($"c/pictures/{file}")));
        }
    }

    [Fact]
    public async Task Score_resizes_masks_and_writes_a_page_when_asked()
    {
        _disk.Result("cutouts", "a", new Rect(0, 0, 20, 30));
        using var mask = Mattes.Box(80, 60, new Rect(0, 0, 20, 60));
        using var photo = new Mat(30, 40, MatType.CV_8UC3, Scalar.All(255));
        _disk.Write("masks/a.png", mask);
        _disk.Write("photos/a.jpg", photo);

        var (exitCode, output, _) = await MeasureProgram.RunAsync(
            "score", _disk.At("cutouts"), _disk.At("masks"), "--photos", _disk.At("photos"), "--out", _disk.At("run"));

        Assert.Equal(0, exitCode);
        Assert.Equal(["a.png", "0.500"], Cells(output, "| a.png"));
        var picture = Assert.Single(RunScores.Read(_disk.At("run")).Pictures);
        Assert.Equal(["boundary", "boundaryShare", "iou"], picture.Values.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(10, picture.Value(MetricKinds.Boundary));
        Assert.True(File.Exists(_disk.At("run/pictures/a-photo.jpg")));
    }

    [Fact]
    public async Task Confidence_prints_the_curve_of_scores_that_carry_one()
    {
        _disk.Result("results", "left", new Rect(0, 0, 20, 30));
        await EvaluateAsync("results", "--out", _disk.At("run"));
        var run = RunScores.Read(_disk.At("run"));
        double[] confidences = [0.3, 0.9];
        RunScores.Of("made up", run.Pictures.Zip(confidences, (picture, value) => picture with { Confidence = value }))
            .Write(_disk.At("sure"));

        var (none, _, refusal) = await MeasureProgram.RunAsync("confidence", _disk.At("run"));
        var (exitCode, output, _) = await MeasureProgram.RunAsync(
            "confidence", _disk.At("sure"), _disk.At("sure"), "--out", _disk.At("curve.html"));

        Assert.Equal((2, 0), (none, exitCode));
        Assert.Contains("None of the pictures carries a confidence.", refusal, StringComparison.Ordinal);
        // "right" has no cutout and IoU 0, and the lower confidence; every picture is there twice.
        Assert.Equal(["100 %", "4", "0.5000", "50.0 %"], Cells(output, "| 100 %"));
        Assert.Equal(["50 %", "2", "0.0000", "0.0 %"], Cells(output, "| 50 %"));
        Assert.Contains("Spearman correlation of confidence and IoU: 1.000", output, StringComparison.Ordinal);
        Assert.Contains("<polyline", File.ReadAllText(_disk.At("curve.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_command_recorded_beside_its_cutouts_is_taken_up_and_the_newest_counts()
    {
        _disk.Result("cutouts", "left", new Rect(0, 0, 20, 30));
        Record("old", "left.png", 0.2, "2026-01-01T00:00:00Z");
        Record("new", "left.png", 0.8, "2026-01-02T00:00:00Z");
        Record("gone", "right.png", 0.9, "2026-01-02T00:00:00Z");

        var (exitCode, output, _) = await EvaluateAsync("cutouts", "--out", _disk.At("run"));

        Assert.Equal(0, exitCode);
        var pictures = RunScores.Read(_disk.At("run")).Pictures.ToDictionary(picture => picture.Name);
        Assert.Equal((0.8, "look-at-it"), (pictures["left"].Confidence, Assert.Single(pictures["left"].Warnings!)));
        Assert.Equal((null, "no cutout"), (pictures["right"].Confidence, pictures["right"].Failure));
        Assert.Equal(["0.80", "look-at-it"], Cells(output, "| left")[^2..]);
        Assert.Contains("confidence 0.80", File.ReadAllText(_disk.At("run/index.html")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_truth_or_scores_is_refused_in_a_sentence()
    {
        Directory.CreateDirectory(_disk.At("nothing"));
        _disk.Result("results", "left", new Rect(0, 0, 20, 30));

        var (noTruth, _, first) = await MeasureProgram.RunAsync("evaluate", _disk.At("results"), _disk.At("nothing"));
        var (noResults, _, second) = await EvaluateAsync("nowhere");
        var (noRun, _, third) = await MeasureProgram.RunAsync("compare", _disk.At("nothing"), _disk.At("nothing"));

        Assert.Equal((2, 2, 2), (noTruth, noResults, noRun));
        Assert.StartsWith("There is no folder", first, StringComparison.Ordinal);
        Assert.StartsWith("There is no folder", second, StringComparison.Ordinal);
        Assert.StartsWith("No scores can be read", third, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Error)> EvaluateAsync(string results, params string[] more) =>
        MeasureProgram.RunAsync(["evaluate", _disk.At(results), _disk.At("truth"), .. more]);

    private void Record(string key, string name, double confidence, string time)
    {
        Directory.CreateDirectory(_disk.At("cutouts/.pipeline"));
        File.WriteAllText(_disk.At($"cutouts/.pipeline/{key}.json"), FormattableString.Invariant($$"""
            {
              "renditions": [{ "blob": { "container": "cutouts", "name": "{{name}}" } }],
              "quality": { "confidence": {{confidence}}, "warnings": ["look-at-it"] },
              "finishedAt": "{{time}}"
            }
            """));
    }

    /// <summary>The cells of the first row that starts so.</summary>
    private static string[] Cells(string output, string start) =>
        [.. output.Split('\n').First(line => line.StartsWith(start, StringComparison.Ordinal))
            .Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
