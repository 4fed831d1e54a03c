using System.Text.Json;
using OpenCvSharp;

namespace Pipeline.EndToEnd.Tests;

/// <summary>The command with the user's own trimaps, from the outside.</summary>
public sealed class TrimapsTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    /// <summary>Inside the photos' folder, where its files could be taken for photos.</summary>
    private string Trimaps => Path.Combine(_folder.Photos, "trimaps");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Trimaps_of_the_same_names_decide_what_is_subject()
    {
        _folder.Draw("a.jpg");
        _folder.Draw("shoes/red.png", 1);
        Draw("a.png", new Rect(0, 0, 48, 96));
        Draw("shoes/red.webp", new Rect(48, 0, 48, 96));

        var (exitCode, lines, error) = await RunAsync();

        Assert.Equal((0, ""), (exitCode, error));
        Assert.Single(lines, line => line.StartsWith("2 cut out, 0 already done, 0 failed", StringComparison.Ordinal));
        Assert.Equal((255, 0), AlphaOf("a.png"));
        Assert.Equal((0, 255), AlphaOf("shoes/red.png"));
    }

    [Fact]
    public async Task A_changed_trimap_is_a_new_job_and_an_unchanged_one_is_done()
    {
        _folder.Draw("a.jpg");
        Draw("a.png", new Rect(0, 0, 48, 96));
        await RunAsync();

        var (_, again, _) = await RunAsync();
        Draw("a.png", new Rect(48, 0, 48, 96));
        var (_, changed, _) = await RunAsync("--if-exists", "replace");

        Assert.Single(again, line => line.StartsWith("0 cut out, 1 already done", StringComparison.Ordinal));
        Assert.Single(changed, line => line.StartsWith("1 cut out, 0 already done", StringComparison.Ordinal));
        Assert.Equal((0, 255), AlphaOf("a.png"));
    }

    [Fact]
    public async Task A_photo_without_a_usable_trimap_fails_with_its_reason_and_is_not_guessed_at()
    {
        foreach (var name in new[] { "good.jpg", "missing.jpg", "other-size.jpg", "text.jpg", "nothing.jpg" })
        {
            _folder.Draw(name);
        }

        Draw("good.png", new Rect(0, 0, 48, 96));
        Draw("other-size.png", new Rect(0, 0, 10, 10), 64);
        Draw("nothing.png", default);
        _folder.Write("trimaps/text.png", "no picture"u8.ToArray());

        var (exitCode, lines, _) = await RunAsync();

        Assert.Equal(1, exitCode);
        Assert.Equal(["good.png"], _folder.Finished().Keys);
        string[] expected =
        [
            "missing.jpg: failed, TrimapMissing. There is no trimap of the photo's name",
            "other-size.jpg: failed, TrimapMismatch. The trimap is 64 × 64, the upright photo 96 × 96.",
            "text.jpg: failed, NotATrimap",
            "nothing.jpg: failed, NoSubject",
        ];
        Assert.All(expected, start => Assert.Single(lines, line => line.Contains(start, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Two_files_that_could_be_one_photos_trimap_are_refused_before_any_work()
    {
        _folder.Draw("a.jpg");
        _folder.Draw("shoes/red.jpg", 1);
        Draw("a.png", new Rect(0, 0, 48, 96));
        Draw("shoes/red.png", new Rect(0, 0, 48, 96));
        Draw("shoes/red.bmp", new Rect(0, 0, 48, 96));

        var (exitCode, _, error) = await RunAsync();

        Assert.Equal(2, exitCode);
        Assert.Contains("shoes/red.jpg ← shoes/red.bmp, shoes/red.png", error, StringComparison.Ordinal);
        Assert.Empty(_folder.Finished());
    }

    [Fact]
    public async Task Trimaps_that_match_no_photo_are_told_in_one_line()
    {
        _folder.Draw("a.jpg");
        Draw("a.png", new Rect(0, 0, 48, 96));
        Draw("b.png", new Rect(0, 0, 48, 96));
        Draw("old/c.png", new Rect(0, 0, 48, 96));

        var (exitCode, _, error) = await RunAsync();

        Assert.Equal((0, "2 of the trimaps match no photo, such as b.png."), (exitCode, error.Trim()));
    }

    [Fact]
    public async Task Folders_that_would_be_taken_for_one_another_are_refused()
    {
        _folder.Draw("a.jpg");
        Draw("a.png", new Rect(0, 0, 48, 96));
        Draw("b/a.png", new Rect(0, 0, 48, 96));
        Draw("b/b/a.png", new Rect(0, 0, 48, 96));
        _folder.Draw("b/a.jpg");

        var missing = await Command.RunAsync(_folder.Photos, "--out", _folder.Cutouts, "--trimaps", Trimaps + "-not");
        var asPhotos = await Command.RunAsync(_folder.Photos, "--out", _folder.Cutouts, "--trimaps", _folder.Photos);
        var asCutouts = await Command.RunAsync(_folder.Photos, "--out", Trimaps, "--trimaps", Trimaps);

        Assert.Equal((2, 2, 2), (missing.ExitCode, asPhotos.ExitCode, asCutouts.ExitCode));
        Assert.Contains("different folders", asPhotos.Error, StringComparison.Ordinal);

        // The cutout of b/a.jpg would be the trimap of a.jpg.
        var around = await Command.RunAsync(
            _folder.Photos, "--out", Trimaps, "--trimaps", Path.Combine(Trimaps, "b"), "--if-exists", "replace");
        Assert.Equal(2, around.ExitCode);
        Assert.Contains("overwritten", around.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_record_says_which_trimap_it_was()
    {
        _folder.Draw("a.jpg");
        Draw("a.png", new Rect(0, 0, 48, 96));
        await RunAsync();

        var record = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Cutouts, ".pipeline"), "*.json"));
        using var json = JsonDocument.Parse(File.ReadAllBytes(record));

        var trimap = json.RootElement.GetProperty("trimap").GetProperty("blob");
        Assert.Equal(("trimaps", "a.png"), (trimap.GetProperty("container").GetString(), trimap.GetProperty("name").GetString()));
    }

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> RunAsync(params string[] more) =>
        Command.RunAsync([_folder.Photos, "--out", _folder.Cutouts, "--trimaps", Trimaps, .. more]);

    /// <summary>
    /// Subject inside the rectangle, a band of two pixels of unknown around it, background elsewhere.
    /// </summary>
    private void Draw(string name, Rect subject, int side = 96)
    {
        using var trimap = new Mat(side, side, MatType.CV_8UC1, Scalar.All(0));
        if (subject != default)
        {
            trimap[Rect.Inflate(subject, 2, 2) & new Rect(0, 0, side, side)].SetTo(new Scalar(128));
            trimap[subject].SetTo(new Scalar(255));
        }

        var isWebp = name.EndsWith(".webp", StringComparison.Ordinal);
        ImageEncodingParam[] exactly = isWebp ? [new(ImwriteFlags.WebPQuality, 101)] : [];
        Cv2.ImEncode(Path.GetExtension(name), trimap, out var file, exactly);
        _folder.Write("trimaps/" + name, file);
    }

    /// <summary>Alpha near the left side and near the right side, half-way down.</summary>
    private (int Left, int Right) AlphaOf(string name)
    {
        using var cutout = Cv2.ImRead(Path.Combine(_folder.Cutouts, name), ImreadModes.Unchanged);
        return (cutout.At<Vec4b>(48, 10).Item3, cutout.At<Vec4b>(48, 85).Item3);
    }
}
