using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Tests;

/// <summary>The command from the outside, on two tiny renders.</summary>
public sealed class StudioCommandTests : IDisposable
{
    private readonly TruthOnDisk _disk = new();

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task Studio_renders_once_runs_the_chain_and_scores()
    {
        string[] arguments =
        [
            "studio", "--out", _disk.At("run"), "--renders", _disk.At("renders"), "--count", "2", "--seed", "7001",
            "--size", "48x40", "--", "--samples", "2",
        ];

        var (exitCode, first, progress) = await MeasureProgram.RunAsync(arguments);
        var (_, second, again) = await MeasureProgram.RunAsync(arguments);

        Assert.True(exitCode == 0, progress);
        Assert.Equal(first, second);
        Assert.Contains("Rendered 2: ", progress, StringComparison.Ordinal);
        Assert.DoesNotContain("Rendered", again, StringComparison.Ordinal);
        var run = RunScores.Read(_disk.At("run"));
        Assert.Equal(["007001", "007002"], run.Pictures.Select(picture => picture.Name).Order(StringComparer.Ordinal));
        Assert.All(run.Pictures, picture =>
        {
            Assert.Equal((48, 40), (picture.Width, picture.Height));
            Assert.NotNull(picture.Background);
            var cutout = _disk.At($"run/cutouts/{picture.Name}.png");
            Assert.Equal(picture.Failure is null, File.Exists(cutout));
        });
    }

    [Fact]
    public async Task True_trimaps_are_what_the_chain_is_given_and_as_wide_as_asked_for()
    {
        var exact = await RunWithTrueTrimapsAsync("0");
        var boundless = await RunWithTrueTrimapsAsync("200");

        Assert.EndsWith(" --true-trimaps 0", exact.Title, StringComparison.Ordinal);
        Assert.All(exact.Pictures, picture =>
        {
            Assert.Null(picture.Failure);
            Assert.InRange(picture.Iou, 0.7, 1);
        });
        Assert.All(boundless.Pictures, picture => Assert.NotNull(picture.Failure));
    }

    private async Task<RunScores> RunWithTrueTrimapsAsync(string margin)
    {
        var run = _disk.At("run" + margin);
        var (exitCode, _, error) = await MeasureProgram.RunAsync(
            "studio", "--out", run, "--renders", _disk.At("renders"), "--count", "2", "--seed", "7001", "--size", "96x80",
            "--only", "fur", "--true-trimaps", margin);
        Assert.True(exitCode == 0, error);
        return RunScores.Read(run);
    }
}
