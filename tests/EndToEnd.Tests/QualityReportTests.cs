using System.Text.Json;
using OpenCvSharp;

namespace Pipeline.EndToEnd.Tests;

/// <summary>What the command says about how sure it is: per photo, in the summary and in the record.</summary>
public sealed class QualityReportTests : IDisposable
{
    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Warnings_stand_behind_their_photo_in_the_summary_and_in_its_record()
    {
        _folder.Draw("plain.jpg");
        DrawCutOff("cut-off.png");

        var (_, lines, _) = await Command.RunAsync(_folder.Photos, "--out", _folder.Cutouts);
        var (_, again, _) = await Command.RunAsync(_folder.Photos, "--out", _folder.Cutouts);

        Assert.Matches(
            @"^\[\d/2\] cut-off\.png → cut-off\.png \(\d+\.\d\d s, [01]\.\d\d\) .*subject-touches-edge",
            Assert.Single(lines, line => line.Contains("] cut-off", StringComparison.Ordinal)));
        Assert.Matches(
            @"^\[\d/2\] plain\.jpg → plain\.png \(\d+\.\d\d s, [01]\.\d\d\)$",
            Assert.Single(lines, line => line.Contains("] plain", StringComparison.Ordinal)));
        // A second run reads the records: what it says about the results is the same.
        Assert.All(
            new[] { lines, again },
            run =>
            {
                Assert.Single(run, line => line.StartsWith("1 with warnings: ", StringComparison.Ordinal)
                    && line.Contains("1 × subject-touches-edge", StringComparison.Ordinal));
                Assert.Single(run, line => line.StartsWith("Least confident: ", StringComparison.Ordinal)
                    && line.Contains("cut-off.png 0.", StringComparison.Ordinal));
            });
        Assert.Equal(["bottom"], Texts(RecordOf("cut-off.png"), "edgesTouched"));
        Assert.Contains("subject-touches-edge", Texts(RecordOf("cut-off.png"), "warnings"));
        Assert.Empty(Texts(RecordOf("plain.png"), "warnings"));
        Assert.InRange(RecordOf("plain.png").GetProperty("confidence").GetDouble(), 0, 1);
    }

    /// <summary>A disc of which the picture shows three quarters.</summary>
    private void DrawCutOff(string name)
    {
        using var pixels = new Mat(96, 96, MatType.CV_8UC3, new Scalar(230, 228, 226));
        Cv2.Circle(pixels, 48, 80, 28, new Scalar(30, 40, 160), -1, LineTypes.AntiAlias);
        Assert.True(Cv2.ImEncode(".png", pixels, out var file));
        _folder.Write(name, file);
    }

    /// <summary>The <c>quality</c> in the commit record of a cutout.</summary>
    private JsonElement RecordOf(string cutout) => Directory
        .GetFiles(Path.Combine(_folder.Cutouts, ".pipeline"), "*.json")
        .Select(file => JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.Clone())
        .Single(record => record.GetProperty("renditions")[0].GetProperty("blob").GetProperty("name").GetString() == cutout)
        .GetProperty("quality");

    private static IEnumerable<string?> Texts(JsonElement quality, string property) =>
        quality.GetProperty(property).EnumerateArray().Select(text => text.GetString());
}
