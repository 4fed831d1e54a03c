using System.Text.Json;
using OpenCvSharp;

namespace Pipeline.EndToEnd.Tests;

/// <summary>What the command makes of a photo besides the usual PNG, from the outside.</summary>
public sealed class RenditionsTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    private string Report => _folder.Cutouts + "-report";

    public void Dispose()
    {
        _folder.Dispose();
        if (Directory.Exists(Report))
        {
            Directory.Delete(Report, recursive: true);
        }
    }

    [Fact]
    public async Task A_recipe_file_and_a_template_say_which_files_there_are()
    {
        _folder.Draw("shoes/12_front.jpg");
        var recipe = _folder.Write("../recipe.json", """
            { "renditions": [
              { "name": "card", "format": "WebP", "canvas": { "width": 50, "height": 80 }, "positionY": 100 },
              { "name": "matte", "channels": "Alpha", "crop": true },
              { "name": "area", "channels": "Trimap" } ] }
            """u8.ToArray());

        var (exitCode, _, error) = await RunAsync("--recipe", recipe, "--name", "{sku}/{rendition}.{ext}");

        Assert.Equal((0, ""), (exitCode, error));
        using var card = Read("12/card.webp");
        using var matte = Read("12/matte.png");
        using var trimap = Read("12/area.png");
        Assert.Equal((new Size(50, 80), 4), (card.Size(), card.Channels()));
        Assert.Equal((1, 1), (matte.Channels(), trimap.Channels()));
        Assert.InRange(matte.Width, 60, 72);
        Assert.Equal(new Size(96, 96), trimap.Size());
    }

    [Fact]
    public async Task A_background_picture_lies_behind_the_subject_and_its_trouble_is_its_own()
    {
        _folder.Draw("a.jpg");
        using var green = new Mat(40, 90, MatType.CV_8UC3, new Scalar(0, 180, 0));
        Cv2.ImEncode(".png", green, out var file);
        var meadow = _folder.Write("../meadow.png", file);
        var text = _folder.Write("../text.png", "no picture"u8.ToArray());

        var (exitCode, _, error) = await RunAsync("--background-image", meadow);
        var (failed, lines, _) = await RunAsync("--background-image", text, "--if-exists", "replace");

        using var read = Read("a.png");
        Assert.Equal((0, "", 3), (exitCode, error, read.Channels()));
        Assert.Equal(new Vec3b(0, 180, 0), read.At<Vec3b>(4, 4));
        Assert.Equal(1, failed);
        Assert.Contains(lines, line => line.Contains("BackgroundUnusable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_region_of_interest_leaves_the_other_subject_out_and_keep_keeps_it()
    {
        using var pixels = new Mat(96, 192, MatType.CV_8UC3, new Scalar(230, 228, 226));
        Cv2.Circle(pixels, 48, 48, 24, new Scalar(30, 40, 160), -1);
        Cv2.Circle(pixels, 144, 48, 24, new Scalar(160, 40, 30), -1);
        Cv2.ImEncode(".png", pixels, out var file);
        _folder.Write("two.png", file);

        await RunAsync("--roi", "0,0,50%,100%");
        using var first = Read("two.png");
        await RunAsync("--roi", "0,0,50%,100%", "--keep", "2px,2px,9px,9px", "--if-exists", "replace");
        using var kept = Read("two.png");

        Assert.Equal((255, 0, 0), (At(first, 48, 48), At(first, 144, 48), At(first, 5, 5)));
        Assert.Equal((255, 0, 255), (At(kept, 48, 48), At(kept, 144, 48), At(kept, 5, 5)));
    }

    [Fact]
    public async Task Of_a_run_that_died_between_two_files_the_next_one_writes_both()
    {
        _folder.Draw("a.jpg");
        string[] two = ["--channels", "cutout,alpha"];
        await RunAsync(two);
        var record = Assert.Single(Directory.GetFiles(Path.Combine(_folder.Cutouts, ".pipeline"), "*.json"));
        var first = File.ReadAllBytes(Path.Combine(_folder.Cutouts, "a-cutout.png"));
        // As a kill leaves it: the claim and the first file, no second and no record.
        var renditions = JsonDocument.Parse(File.ReadAllBytes(record)).RootElement.GetProperty("renditions").GetRawText();
        File.WriteAllText(Path.ChangeExtension(record, ".claim"), renditions);
        File.Delete(record);
        File.Delete(Path.Combine(_folder.Cutouts, "a-alpha.png"));

        var (exitCode, lines, _) = await RunAsync(two);
        var (_, again, _) = await RunAsync(two);

        Assert.Equal(0, exitCode);
        Assert.Contains(lines, line => line.StartsWith("1 cut out, 0 already done", StringComparison.Ordinal));
        Assert.Contains(again, line => line.StartsWith("0 cut out, 1 already done", StringComparison.Ordinal));
        Assert.Equal(first, File.ReadAllBytes(Path.Combine(_folder.Cutouts, "a-cutout.png")));
        Assert.True(File.Exists(Path.Combine(_folder.Cutouts, "a-alpha.png")));
    }

    [Fact]
    public async Task A_photo_whose_place_is_taken_is_passed_over_where_that_is_wanted()
    {
        _folder.Draw("a.jpg");
        _folder.Draw("b.jpg", 1);
        Directory.CreateDirectory(_folder.Cutouts);
        File.WriteAllText(Path.Combine(_folder.Cutouts, "a.png"), "retouched");

        var (exitCode, lines, _) = await RunAsync("--if-exists", "skip");

        Assert.Equal(0, exitCode);
        Assert.Contains(lines, line => line.StartsWith("1 cut out, 0 already done, 0 failed, 1 passed over", StringComparison.Ordinal));
        Assert.Equal("retouched", File.ReadAllText(Path.Combine(_folder.Cutouts, "a.png")));
    }

    [Fact]
    public async Task A_report_has_a_row_per_photo_as_json_as_csv_and_as_a_page_with_pictures()
    {
        _folder.Draw("a.jpg", 0, 300);
        _folder.Write("</script><b>.jpg", "no picture"u8.ToArray());

        var (exitCode, lines, _) = await RunAsync("--report", Report, "--json", "--preset", "amazon");

        Assert.Equal(1, exitCode);
        Assert.Equal(["cut-out", "failed"], Outcomes(lines).Order());
        Assert.Equal(Outcomes(lines).Order(), Outcomes(File.ReadAllLines(Path.Combine(Report, "report.jsonl"))).Order());
        var table = File.ReadAllText(Path.Combine(Report, "report.csv")).Split("\r\n");
        Assert.Equal(4, table.Length);
        Assert.Single(table, row => row.StartsWith("a.jpg,cut-out,", StringComparison.Ordinal));
        var page = File.ReadAllText(Path.Combine(Report, "report.html"));
        Assert.Single(page.Split("</script>").Skip(1));
        Assert.Contains("\"marketplace\":\"amazon\",\"passed\":true", page, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(Path.Combine(Report, "pictures"), "*.webp").Length);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_done_and_does_nothing()
    {
        _folder.Draw("a.jpg");
        _folder.Draw("b/c.png", 1);

        var (exitCode, lines, _) = await RunAsync("--dry-run");

        Assert.Equal(0, exitCode);
        Assert.Contains("b/c.png → b/c.png", lines);
        Assert.Contains(lines, line => line.StartsWith("2 photos (", StringComparison.Ordinal));
        Assert.False(Directory.Exists(_folder.Cutouts));
    }

    [Theory]
    [InlineData("--format has no 'gif'", "--format", "gif")]
    [InlineData("background", "--format", "jpeg")]
    [InlineData("no place beside", "--preset", "amazon", "--crop")]
    [InlineData("no preset 'etsy'", "--preset", "etsy")]
    [InlineData("gives every photo one name", "--name", "all.{ext}")]
    [InlineData("not a length", "--crop", "--margin", "wide")]
    [InlineData("not an area", "--roi", "1,2,3")]
    [InlineData("cannot be read", "--recipe", "/nowhere/recipe.json")]
    public async Task What_cannot_be_made_is_refused_in_a_sentence_before_any_work(string told, params string[] options)
    {
        _folder.Draw("a.jpg");

        var (exitCode, _, error) = await RunAsync(options);

        Assert.Equal(64, exitCode);
        Assert.Contains(told, error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.Cutouts));
    }

    private static IEnumerable<string?> Outcomes(IEnumerable<string> lines) =>
        lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("outcome").GetString());

    private static int At(Mat cutout, int x, int y) => cutout.At<Vec4b>(y, x).Item3;

    private Mat Read(string name) => Cv2.ImRead(Path.Combine(_folder.Cutouts, name), ImreadModes.Unchanged);

    private Task<(int ExitCode, IReadOnlyList<string> Lines, string Error)> RunAsync(params string[] options) =>
        Command.RunAsync([_folder.Photos, "--out", _folder.Cutouts, .. options]);
}
