using OpenCvSharp;

namespace Pipeline.EndToEnd.Tests;

/// <summary>The commands that measure: their figures are quoted, so they have to be right.</summary>
public sealed class MeasureTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Stages_prints_a_row_per_size_with_its_pixels()
    {
        var photo = _folder.Draw("a.jpg");

        var (exitCode, lines, error) = await MeasureAsync(
            "stages", photo, "--megapixels", "0.04", "0.16", "--runs", "1");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Single(lines, line => line.StartsWith("| 200×200", StringComparison.Ordinal));
        Assert.Single(lines, line => line.StartsWith("| 400×400", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Score_is_the_intersection_over_the_union_and_counts_a_missing_cutout_as_nothing()
    {
        Directory.CreateDirectory(_folder.Cutouts);
        Half("cutouts", "a.png", MatType.CV_8UC4, new Rect(0, 0, 60, 100));
        Half("photos", "a.png", MatType.CV_8UC1, new Rect(40, 0, 60, 100));
        Half("photos", "b.png", MatType.CV_8UC1, new Rect(0, 0, 50, 100));

        var (exitCode, lines, _) = await MeasureAsync("score", _folder.Cutouts, _folder.Photos);

        Assert.Equal(0, exitCode);
        Assert.Equal(["0.200", "no cutout", "0.100"], lines.Where(l => l.StartsWith("| ", StringComparison.Ordinal))
            .Skip(2).Select(l => l.Split('|')[2].Trim()));
    }

    [Fact]
    public async Task Foreground_is_the_difference_from_the_true_colours_where_alpha_is_fractional()
    {
        // Of a subject at 100 that half covers a background at 200 the photo shows 150: wrong by 50.
        Write("images", MatType.CV_8UC3, 200, 150, 100);
        Write("alpha", MatType.CV_8UC1, 0, 128, 255);
        Write("foreground", MatType.CV_8UC3, 100, 100, 100);

        var (exitCode, lines, error) = await MeasureAsync("foreground", _folder.Photos);

        Assert.Equal((0, ""), (exitCode, error));
        double Figure(string method) => double.Parse(
            Assert.Single(lines, line => line.StartsWith($"| {method} ", StringComparison.Ordinal)).Split('|')[2],
            System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(50, Figure("the photo itself"), 3);
        Assert.InRange(Figure("multilevel"), 0, 25);
        Assert.InRange(Figure("blur-fusion"), 0, 25);
    }

    [Fact]
    public async Task Throughput_prints_a_row_per_number_of_jobs_over_all_its_photos()
    {
        _folder.Draw("a.jpg");
        _folder.Draw("b.jpg");

        var (exitCode, lines, error) = await MeasureAsync(
            "throughput", _folder.Photos, "--megapixels", "0.04", "--count", "3", "--jobs", "1", "2");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal([("1", "3"), ("2", "3")], lines.Where(l => l.StartsWith("| ", StringComparison.Ordinal)).Skip(2)
            .Select(l => (l.Split('|')[1].Trim(), l.Split('|')[2].Trim())));
    }

    [Fact]
    public async Task Endurance_works_on_and_ends_with_the_slope()
    {
        _folder.Draw("a.jpg");

        var (exitCode, lines, error) = await MeasureAsync(
            "endurance", _folder.Photos, "--megapixels", "0.04", "0.02", "--minutes", "0.02");

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Contains(lines, line => line.StartsWith("Slope of the second half: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("throughput {folder} --chain nothing", "no chain 'nothing'")]
    [InlineData("throughput {folder}/none", "no folder")]
    [InlineData("endurance {folder} --set Worker:Inference:Threads", "NAME=VALUE")]
    [InlineData("batching nothing --set Worker:Models:Folder={folder}", "The model nothing is not installed")]
    public async Task What_cannot_be_measured_is_said_in_a_sentence(string arguments, string sentence)
    {
        _folder.Draw("a.jpg");

        var (exitCode, _, error) = await MeasureAsync(
            arguments.Replace("{folder}", _folder.Photos, StringComparison.Ordinal).Split(' '));

        Assert.Equal(2, exitCode);
        Assert.Contains(sentence, error, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> MeasureAsync(
        params string[] arguments)
    {
        using var measure = Command.StartProgram(
            Path.Combine(Repository.BinariesOf("Measure"), "Pipeline.Measure"), arguments);
        return await measure.EndAsync();
    }

    /// <summary>100 × 100 in three stripes: background, half covered, subject.</summary>
    private void Write(string folder, MatType type, int background, int half, int subject)
    {
        using var picture = new Mat(100, 100, type, Scalar.All(background));
        picture[new Rect(45, 0, 10, 100)].SetTo(Scalar.All(half));
        picture[new Rect(55, 0, 45, 100)].SetTo(Scalar.All(subject));
        Cv2.ImEncode(".png", picture, out var file);
        _folder.Write($"{folder}/a.png", file);
    }

    /// <summary>100 × 100, all set inside the rectangle and nothing outside.</summary>
    private void Half(string folder, string name, MatType type, Rect where)
    {
        using var picture = new Mat(100, 100, type, Scalar.All(0));
        picture[where].SetTo(Scalar.All(255));
        Assert.True(Cv2.ImWrite(Path.Combine(folder == "cutouts" ? _folder.Cutouts : _folder.Photos, name), picture));
    }
}
