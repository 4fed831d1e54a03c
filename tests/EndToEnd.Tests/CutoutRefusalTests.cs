namespace Pipeline.EndToEnd.Tests;

/// <summary>What the newcomer's command refuses before any work, with a sentence and its exit code.</summary>
public sealed class CutoutRefusalTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Photos_that_would_become_one_file_are_refused_before_any_work()
    {
        _folder.Draw("a/1.jpg");
        _folder.Draw("a/1.png");
        _folder.Draw("b.jpg");

        var (exitCode, _, error) = await RunAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("a/1.png ← a/1.jpg, a/1.png", error, StringComparison.Ordinal);
        Assert.Empty(_folder.Finished());

        const string Template = "{path}{name}-{source-ext}.{ext}";
        Assert.Contains($"--name \"{Template}\"", error, StringComparison.Ordinal);
        (exitCode, _, _) = await RunAsync("--name", Template);
        Assert.Equal(0, exitCode);
        Assert.Equal(["a/1-jpg.png", "a/1-png.png", "b-jpg.png"], _folder.Finished().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_file_name_that_the_file_system_cannot_hold_fails_alone()
    {
        _folder.Draw("a.jpg");
        var longest = new string('x', 251);
        _folder.Draw($"{longest}.jpg", 1);

        var (fits, _, _) = await RunAsync();
        var (exitCode, lines, _) = await RunAsync("--name", "{name}-large.{ext}");

        Assert.Equal((0, 1), (fits, exitCode));
        Assert.Single(lines, line => line.Contains($"{longest}.jpg: failed, NameUnusable", StringComparison.Ordinal));
        Assert.Equal(
            ["a-large.png", "a.png", $"{longest}.png"], _folder.Finished().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_runs_do_not_work_in_one_folder()
    {
        _folder.Draw("a.jpg");
        Directory.CreateDirectory(Path.Combine(_folder.Cutouts, ".pipeline"));
        using var other = new FileStream(
            Path.Combine(Path.Combine(_folder.Cutouts, ".pipeline"), "lock"), FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        var (exitCode, _, error) = await RunAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("Another run", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-folder", 2)]
    [InlineData("--concurrency 0", 64)]
    [InlineData("--concurrency abc", 64)]
    [InlineData("--max-megapixels 5000", 64)]
    [InlineData("--background mauve-ish", 64)]
    [InlineData("--if-exists perhaps", 64)]
    [InlineData("--if-exists 7", 64)]
    [InlineData("--chain u3net", 64)]
    [InlineData("--provider abacus", 64)]
    [InlineData("--provider cuda", 2)]
    [InlineData("--precision abacus", 64)]
    [InlineData("--precision int8", 2)]
    public async Task Wrong_use_is_explained_and_does_nothing(string arguments, int expected)
    {
        var photos = arguments.StartsWith("--", StringComparison.Ordinal) ? _folder.Photos : arguments;
        string[] rest = photos == arguments ? [] : arguments.Split(' ');

        var (exitCode, _, error) = await Command.RunAsync([photos, "--out", _folder.Cutouts, .. rest]);

        Assert.Equal(expected, exitCode);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.False(Directory.Exists(_folder.Cutouts));
    }

    [Theory]
    [InlineData("", 64, "--out")]
    [InlineData("/dev/null/cutouts", 73, "/dev/null/cutouts")]
    [InlineData("{photos}/a.jpg", 73, "a.jpg is a file")]
    public async Task A_place_that_cannot_be_used_for_cutouts_is_refused_in_a_sentence(
        string place, int expected, string said)
    {
        _folder.Draw("a.jpg");

        var (exitCode, _, error) = await Command.RunAsync(
            _folder.Photos, "--out", place.Replace("{photos}", _folder.Photos, StringComparison.Ordinal));

        Assert.Equal(expected, exitCode);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("Another run", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_other_name_of_the_photos_folder_lets_a_cutout_overwrite_a_photo()
    {
        _folder.Draw("a/a/x.png");
        _folder.Draw("a/x.png", 1);
        var photos = Path.Combine(_folder.Photos, "a");
        Directory.CreateSymbolicLink(_folder.Cutouts, photos);

        var (throughLink, _, _) = await Command.RunAsync(photos, "--out", _folder.Cutouts, "--if-exists", "replace");
        var (around, _, error) = await Command.RunAsync(photos, "--out", _folder.Photos, "--if-exists", "replace");

        Assert.Equal((2, 2), (throughLink, around));
        Assert.Contains("overwritten", error, StringComparison.Ordinal);
        Directory.Delete(_folder.Cutouts);
    }

    [Fact]
    public async Task The_same_folder_for_photos_and_cutouts_is_refused()
    {
        _folder.Draw("a.jpg");

        var (exitCode, _, error) = await Command.RunAsync(_folder.Photos, "--out", _folder.Photos + "/");

        Assert.Equal(2, exitCode);
        Assert.Contains("different folders", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Worker__NetworkMatting__MaxMegapixels=0", "MaxMegapixels")]
    [InlineData("Worker__Inference__MaxBatch=many", "MaxBatch")]
    public async Task A_wrong_setting_of_the_networks_in_the_environment_is_refused_in_a_sentence(string setting, string said)
    {
        _folder.Draw("a.jpg");
        var program = Path.Combine(Repository.BinariesOf("Embedded"), "cutout");

        using var command = Command.StartProgram("env", setting, program, _folder.Photos, "--out", _folder.Cutouts);
        var (exitCode, _, error) = await command.EndAsync();

        Assert.Equal(78, exitCode);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> RunAsync(params string[] more) =>
        Command.RunAsync([_folder.Photos, "--out", _folder.Cutouts, .. more]);
}
