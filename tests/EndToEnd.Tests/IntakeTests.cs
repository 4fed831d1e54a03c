using System.Text.Json;
using Pipeline.Contracts;

namespace Pipeline.EndToEnd.Tests;

/// <summary>Which files the command takes for photos, and what it says of the others.</summary>
public sealed class IntakeTests : IDisposable
{
    private static readonly byte[] Heic = [0, 0, 0, 0x18, .. "ftypheic\0\0\0\0mif1heic"u8, .. new byte[400]];

    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Photos_are_taken_by_content_and_an_image_that_cannot_be_decoded_is_a_stated_failure_everywhere()
    {
        _folder.Draw("a.jpg");
        File.Move(_folder.Draw("d.jpg", 1), Path.Combine(_folder.Photos, "d.jfif"));
        File.Move(_folder.Draw("e.png", 2), Path.Combine(_folder.Photos, "e"));
        _folder.Write("b.HEIC", Heic);
        _folder.Write("notes.txt", "no picture"u8.ToArray());
        var report = Path.Combine(_folder.Photos, "report");

        var (_, dry, _) = await RunAsync("--dry-run");
        var (exitCode, rows, summary) = await RunAsync("--json", "--report", report);

        Assert.Equal(1, exitCode);
        Assert.Equal(["a.png", "d.png", "e.png"], _folder.Finished().Keys.Order(StringComparer.Ordinal));
        const string Sentence = "The file is a HEIC image, which is not supported; convert it to JPEG or PNG.";
        Assert.Single(dry, line => line == $"b.HEIC: would fail, UnsupportedFormat. {Sentence}");
        Assert.Contains($"1 × UnsupportedFormat, such as b.HEIC: {Sentence}", summary, StringComparison.Ordinal);
        Assert.Contains("Left out: 1 file that is no image.", summary, StringComparison.Ordinal);
        var failed = Assert.Single(rows, row => row.Contains("\"failed\"", StringComparison.Ordinal));
        var row = JsonSerializer.Deserialize<JsonElement>(failed);
        Assert.Equal(
            ("b.HEIC", nameof(FailureReason.UnsupportedFormat), Sentence),
            (row.GetProperty("photo").GetString(), row.GetProperty("reason").GetString(), row.GetProperty("detail").GetString()));
        foreach (var file in new[] { "report.jsonl", "report.csv", "report.html" })
        {
            Assert.Contains(Sentence, await ReadAsync(report, file), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_format_is_taken_without_an_extension_too()
    {
        foreach (var ending in new[] { "jpg", "png", "webp", "tif", "bmp", "gif" })
        {
            File.Move(_folder.Draw($"x.{ending}"), Path.Combine(_folder.Photos, $"photo-{ending}"));
        }

        var (exitCode, lines, _) = await RunAsync();

        Assert.Equal(0, exitCode);
        Assert.Single(lines, line => line.StartsWith("6 cut out, 0 already done, 0 failed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Links_are_followed_and_a_link_given_as_the_photo_keeps_its_own_name()
    {
        var target = _folder.Draw("../elsewhere/a.jpg");
        _folder.Draw("../elsewhere/inner/b.jpg", 1);
        var link = Path.Combine(_folder.Photos, "SKU-1001.jpg");
        File.CreateSymbolicLink(link, target);
        Directory.CreateSymbolicLink(Path.Combine(_folder.Photos, "more"), Path.Combine(target, "../inner"));

        var (alone, _, _) = await Command.RunAsync(link, "--out", _folder.Cutouts);
        Assert.Equal((0, "SKU-1001.png"), (alone, Assert.Single(_folder.Finished().Keys)));

        var (whole, lines, _) = await RunAsync();

        Assert.Equal(0, whole);
        Assert.Single(lines, line => line.StartsWith("1 cut out, 1 already done", StringComparison.Ordinal));
        Assert.Equal(["SKU-1001.png", "more/b.png"], _folder.Finished().Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_folder_without_a_photo_is_refused(bool hasText)
    {
        if (hasText)
        {
            _folder.Write("notes.txt", "no picture"u8.ToArray());
        }

        var (exitCode, _, error) = await RunAsync();

        Assert.Equal(2, exitCode);
        Assert.StartsWith($"No photo was found in {_folder.Photos}.", error, StringComparison.Ordinal);
        Assert.Equal(hasText, error.Contains("1 file that is no image", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.Cutouts));
    }

    [Fact]
    public async Task Results_of_earlier_runs_inside_the_photos_folder_are_not_taken_for_photos()
    {
        _folder.Draw("shoes/a.jpg");
        var inside = Path.Combine(_folder.Photos, "shoes/results");
        await Command.RunAsync(
            _folder.Photos, "--out", Path.Combine(inside, "out"), "--report", Path.Combine(inside, "report"));

        var (exitCode, lines, _) = await RunAsync("--report", Path.Combine(_folder.Photos, "other"));

        Assert.Equal(0, exitCode);
        Assert.Single(lines, line => line.StartsWith("1 cut out, 0 already done, 0 failed", StringComparison.Ordinal));
        var leftOut = Assert.Single(lines, line => line.StartsWith("Left out: ", StringComparison.Ordinal));
        Assert.Contains("shoes/results/out", leftOut, StringComparison.Ordinal);
        Assert.Contains("shoes/results/report/pictures", leftOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_files_and_folders_make_one_run_and_are_done_for_runs_over_one_of_them()
    {
        var file = _folder.Draw("a.jpg");
        _folder.Draw("one/b.jpg", 1);
        _folder.Draw("two/shoes/c.jpg", 2);
        var (one, two) = (Path.Combine(_folder.Photos, "one"), Path.Combine(_folder.Photos, "two"));

        var (exitCode, _, _) = await Command.RunAsync(file, one, two, "--out", _folder.Cutouts);
        var (again, lines, _) = await Command.RunAsync(two, "--out", _folder.Cutouts);

        Assert.Equal((0, 0), (exitCode, again));
        Assert.Equal(["a.png", "b.png", "shoes/c.png"], _folder.Finished().Keys.Order(StringComparer.Ordinal));
        Assert.Single(lines, line => line.StartsWith("0 cut out, 1 already done", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Photos_of_one_name_in_several_folders_are_refused_by_their_paths()
    {
        var one = _folder.Draw("one/a.jpg");
        var two = _folder.Draw("two/a.jpg", 1);

        var (exitCode, _, error) = await Command.RunAsync(
            Path.GetDirectoryName(one)!, Path.GetDirectoryName(two)!, "--out", _folder.Cutouts);

        Assert.Equal(2, exitCode);
        Assert.Contains($"a.png ← {one}, {two}", error, StringComparison.Ordinal);
        Assert.DoesNotContain("--name", error, StringComparison.Ordinal);
    }

    private static Task<string> ReadAsync(string folder, string file) =>
        File.ReadAllTextAsync(Path.Combine(folder, file), TestContext.Current.CancellationToken);

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> RunAsync(params string[] more) =>
        Command.RunAsync([_folder.Photos, "--out", _folder.Cutouts, .. more]);
}
