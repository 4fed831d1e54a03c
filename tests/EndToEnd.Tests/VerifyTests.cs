using System.Text.Json;
using OpenCvSharp;

namespace Pipeline.EndToEnd.Tests;

/// <summary><c>deploy/cutout verify</c>: finished files against a marketplace's rules.</summary>
public sealed class VerifyTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_table_says_what_was_measured_and_what_nobody_checked()
    {
        var file = Draw("shoe.jpg", backdrop: 255);

        var (exitCode, lines, error) = await Command.RunAsync("verify", file, "--preset", "amazon");

        Assert.True(exitCode == 0, error);
        Assert.Equal($"{file}: passes (amazon)", lines[0]);
        Assert.Contains(lines, line => line.StartsWith("  pass    white-background", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  advice  recommended-side", StringComparison.Ordinal)
            && line.EndsWith("1000 px on the longer side; advised: at least 1,600 px", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  not checked: text, logo", StringComparison.Ordinal));
        Assert.Equal("1 pass, 0 fail", lines[^1]);
    }

    [Fact]
    public async Task A_folder_is_searched_and_one_wrong_file_gives_exit_code_one()
    {
        Draw("right.jpg", backdrop: 255);
        Draw("deep/wrong.JPG", backdrop: 250);
        _folder.Write("notes.txt", [1, 2, 3]);
        _folder.Write(".pipeline/hidden.jpg", [1, 2, 3]);

        var (exitCode, lines, _) = await Command.RunAsync("verify", _folder.Photos, "-p", "amazon", "--json");

        Assert.Equal(1, exitCode);
        Assert.Equal(2, lines.Count);
        var wrong = JsonDocument.Parse(lines[0]).RootElement;
        Assert.EndsWith("wrong.JPG", wrong.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal("amazon", wrong.GetProperty("preset").GetString());
        Assert.False(wrong.GetProperty("passed").GetBoolean());
        var failed = wrong.GetProperty("rules").EnumerateArray().Single(
            r => r.GetProperty("outcome").GetString() == "fail" && r.GetProperty("strength").GetString() == "required");
        Assert.Equal("white-background", failed.GetProperty("rule").GetString());
        Assert.Contains("255,255,255", failed.GetProperty("measured").GetString(), StringComparison.Ordinal);
        Assert.Equal("100 %", failed.GetProperty("demanded").GetString());
        Assert.Contains("second-hand", failed.GetProperty("source").GetString(), StringComparison.Ordinal);
        Assert.True(JsonDocument.Parse(lines[1]).RootElement.GetProperty("passed").GetBoolean());
        Assert.NotEqual(0, wrong.GetProperty("notChecked").GetArrayLength());
    }

    [Fact]
    public async Task Advice_counts_where_it_is_asked_for()
    {
        var file = Draw("shoe.jpg", backdrop: 255);

        var (exitCode, lines, _) = await Command.RunAsync("verify", file, "--preset", "amazon", "--strict");

        Assert.Equal(1, exitCode);
        Assert.Equal("0 pass, 1 fail", lines[^1]);
    }

    [Theory]
    [InlineData("PHOTOS", "amazon", 2)]
    [InlineData("no-such-file.jpg", "amazon", 2)]
    [InlineData("notes.txt", "nowhere", 64)]
    [InlineData("notes.txt", null, 64)]
    public async Task Wrong_use_gives_an_exit_code_and_a_sentence(string file, string? preset, int expected)
    {
        _folder.Write("notes.txt", [1, 2, 3]);
        var place = file == "PHOTOS" ? _folder.Photos : Path.Combine(_folder.Photos, file);

        var (exitCode, _, error) = await Command.RunAsync(
            preset is null ? ["verify", place] : ["verify", place, "--preset", preset]);

        Assert.Equal(expected, exitCode);
        Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_picture_fails_when_it_is_named()
    {
        var (exitCode, lines, _) = await Command.RunAsync(
            "verify", _folder.Write("notes.txt", [1, 2, 3]), "--preset", "shopify");

        Assert.Equal(1, exitCode);
        Assert.Contains(lines, line => line.StartsWith("  FAIL    readable", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_of_photos_may_be_called_verify()
    {
        _folder.Draw("verify/a.jpg");
        var photos = Path.Combine(_folder.Photos, ".", "verify");

        var (exitCode, _, error) = await Command.RunAsync(photos, "--out", _folder.Cutouts);
        var (_, help, _) = await Command.RunAsync("--help");

        Assert.True(exitCode == 0, error);
        Assert.Equal("a.png", Assert.Single(_folder.Finished()).Key);
        Assert.Contains("./verify", string.Join(' ', help), StringComparison.Ordinal);
    }

    /// <summary>A red box that fills 88 % of the width.</summary>
    private string Draw(string name, int backdrop)
    {
        using var pixels = new Mat(1000, 1000, MatType.CV_8UC3, Scalar.All(backdrop));
        Cv2.Rectangle(pixels, new Rect(60, 250, 880, 500), new Scalar(40, 40, 180), -1);
        Assert.True(Cv2.ImEncode(".jpg", pixels, out var file));
        return _folder.Write(name, file);
    }
}
