using OpenCvSharp;

namespace Pipeline.EndToEnd.Tests;

/// <summary>The newcomer's command, from the outside: files in, files and an exit code out.</summary>
public sealed class CutoutCommandTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    private string Bookkeeping => Path.Combine(_folder.Cutouts, ".pipeline");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_folder_becomes_a_folder_of_cutouts_with_the_same_tree()
    {
        _folder.Draw("a.jpg");
        _folder.Draw("shoes/red/b.png", 1);
        _folder.Draw("shoes/c.webp", 2);
        _folder.Write("notes.txt", [1]);

        var (exitCode, lines, error) = await RunAsync();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Equal(["a.png", "shoes/c.png", "shoes/red/b.png"], _folder.Finished().Keys.Order(StringComparer.Ordinal));
        AssertCounts("3 cut out, 0 already done, 0 failed, 0 not done", lines);
        using var cutout = Cv2.ImRead(Path.Combine(_folder.Cutouts, "a.png"), ImreadModes.Unchanged);
        Assert.Equal(4, cutout.Channels());
        Assert.Equal((0, 255), (cutout.At<Vec4b>(0, 0).Item3, cutout.At<Vec4b>(48, 48).Item3));
    }

    [Fact]
    public async Task A_second_run_redoes_nothing_unless_a_photo_or_a_setting_changed()
    {
        _folder.Draw("a.jpg");
        _folder.Draw("b.jpg", 1);
        await RunAsync();
        var first = _folder.Finished();

        var (exitCode, lines, _) = await RunAsync();

        Assert.Equal(0, exitCode);
        AssertCounts("0 cut out, 2 already done", lines);
        Assert.Equal(first, _folder.Finished());

        _folder.Draw("b.jpg", 7);
        (exitCode, lines, _) = await RunAsync("--if-exists", "replace");
        Assert.Equal(0, exitCode);
        AssertCounts("1 cut out, 1 already done", lines);

        (_, lines, _) = await RunAsync("--if-exists", "replace", "--background", "white");
        AssertCounts("2 cut out, 0 already done", lines);
    }

    [Fact]
    public async Task A_changed_photo_does_not_overwrite_its_old_cutout_unasked()
    {
        _folder.Draw("a.jpg");
        await RunAsync();
        var first = _folder.Finished();
        _folder.Draw("a.jpg", 3);

        var (exitCode, lines, _) = await RunAsync();

        Assert.Equal(1, exitCode);
        Assert.Contains(lines, line => line.Contains("OutputExists", StringComparison.Ordinal));
        Assert.Equal(first, _folder.Finished());
    }

    [Fact]
    public async Task Bad_photos_are_stated_failures_and_the_others_are_untouched()
    {
        _folder.Draw("good.jpg");
        _folder.Write("text.jpg", "no picture"u8.ToArray());
        _folder.Write("empty.png", []);
        _folder.Write("cut.jpg", File.ReadAllBytes(_folder.Draw("whole.jpg", 2))[..400]);
        _folder.Write("new\nline.jpg", [1]);

        var (exitCode, lines, _) = await RunAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal(["good.png", "whole.png"], _folder.Finished().Keys.Order(StringComparer.Ordinal));
        string[] expected =
        [
            "text.jpg: failed, NotAnImage",
            "empty.png: failed, SourceUnreadable",
            "cut.jpg: failed, Damaged",
            "new?line.jpg: failed, SourceUnreadable",
        ];
        Assert.All(expected, start => Assert.Single(lines, line => line.Contains(start, StringComparison.Ordinal)));
        Assert.Single(lines, line => line.StartsWith("2 cut out, 0 already done, 4 failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Killed_in_the_middle_and_run_again_nothing_is_redone_and_nothing_is_missing()
    {
        for (var i = 0; i < 24; i++)
        {
            _folder.Draw($"{i:00}.jpg", i, 160);
        }

        using (var killed = Command.Start(_folder.Photos, "--out", _folder.Cutouts))
        {
            await killed.WaitForLineAsync(line => line.StartsWith("[5/24]", StringComparison.Ordinal));
            killed.Signal("KILL");
            await killed.EndAsync();
        }

        var recorded = Directory.GetFiles(Bookkeeping, "*.json").Length;
        var before = _folder.Finished();
        Assert.InRange(recorded, 5, 23);

        var (exitCode, lines, _) = await RunAsync();

        Assert.Equal(0, exitCode);
        AssertCounts($"{24 - recorded} cut out, {recorded} already done, 0 failed", lines);
        var after = _folder.Finished();
        Assert.Equal(24, after.Count);
        Assert.True(before.Count(cutout => after[cutout.Key] == cutout.Value) >= recorded);
        Assert.Empty(Directory.EnumerateFiles(Bookkeeping, "*.claim"));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Bookkeeping, "unfinished")));
    }

    [Fact]
    public async Task An_interruption_finishes_the_photos_in_work_and_says_what_was_not_begun()
    {
        // More than a busy machine cuts out before the signal comes through.
        const int Photos = 200;
        for (var i = 0; i < Photos; i++)
        {
            _folder.Draw($"{i:000}.jpg", i, 160);
        }

        using var command = Command.Start(_folder.Photos, "--out", _folder.Cutouts, "--concurrency", "2");
        await command.WaitForLineAsync(line => line.StartsWith($"[3/{Photos}]", StringComparison.Ordinal));
        command.Signal("INT");
        var (exitCode, lines, _) = await command.EndAsync();

        Assert.Equal(130, exitCode);
        var done = _folder.Finished().Count;
        Assert.InRange(done, 3, Photos - 1);
        AssertCounts($"{done} cut out, 0 already done, 0 failed, {Photos - done} not done", lines);
        Assert.Equal(done, Directory.GetFiles(Bookkeeping, "*.json").Length);
    }

    [Fact]
    public async Task Over_a_colour_the_background_is_exactly_that_colour()
    {
        _folder.Draw("a.jpg");

        await RunAsync("--background", "#FEDCBA");

        using var cutout = Cv2.ImRead(Path.Combine(_folder.Cutouts, "a.png"), ImreadModes.Unchanged);
        Assert.Equal(new Vec3b(0xBA, 0xDC, 0xFE), cutout.At<Vec3b>(0, 0));
    }

    [Fact]
    public async Task Cutouts_inside_the_photos_folder_are_not_taken_for_photos()
    {
        _folder.Draw("a.jpg");
        var inside = Path.Combine(_folder.Photos, "out");
        await Command.RunAsync(_folder.Photos, "--out", inside);

        var (exitCode, lines, _) = await Command.RunAsync(_folder.Photos, "--out", inside);

        Assert.Equal(0, exitCode);
        AssertCounts("0 cut out, 1 already done, 0 failed", lines);
    }

    private static void AssertCounts(string expected, IReadOnlyList<string> lines) =>
        Assert.Single(lines, line => line.StartsWith(expected, StringComparison.Ordinal));

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> RunAsync(params string[] more) =>
        Command.RunAsync([_folder.Photos, "--out", _folder.Cutouts, .. more]);
}
