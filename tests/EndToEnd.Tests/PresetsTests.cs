using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts;

namespace Pipeline.EndToEnd.Tests;

/// <summary>Ten photos under names that every shop takes, made into every shop's file in one run.</summary>
public sealed class PresetsTests : IDisposable
{
    private const int Photos = 10;
    private readonly PhotoFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ten_photos_pass_the_rules_of_every_marketplace()
    {
        WritePhotos();

        var (exitCode, lines, error) = await Command.RunAsync(
            _folder.Photos, "--out", _folder.Cutouts, "--json", "--preset", string.Join(',', Presets.Names),
            "--name", "{rendition}/{sku}.{ext}");

        Assert.True(exitCode == 0, error);
        Assert.Equal(Photos, lines.Count);
        var renditions = lines.SelectMany(RenditionsIn).ToList();
        Assert.Equal(Photos * Presets.Names.Count, renditions.Count);
        // By the alpha that the file was made from: every pixel of alpha 0 beyond the blocks of an edge is white.
        Assert.All(renditions, rendition => Assert.True(
            rendition.GetProperty("verdict").GetProperty("passed").GetBoolean(), rendition.GetRawText()));
        foreach (var shop in Presets.Names)
        {
            // By the file alone, as anyone else would judge it.
            var (verdict, told, _) = await Command.RunAsync(
                "verify", Path.Combine(_folder.Cutouts, shop), "--preset", shop);
            Assert.True(verdict == 0, string.Join('\n', told));
        }
    }

    [Fact]
    public async Task A_photo_that_is_too_small_for_its_shop_is_made_and_warned_of()
    {
        _folder.Draw("small.png", 0, 200);

        var (exitCode, lines, _) = await Command.RunAsync(
            _folder.Photos, "--out", _folder.Cutouts, "--json", "--preset", "walmart");

        var row = JsonDocument.Parse(Assert.Single(lines)).RootElement;
        var verdict = Assert.Single(RenditionsIn(lines[0])).GetProperty("verdict");
        Assert.Equal(0, exitCode);
        Assert.False(verdict.GetProperty("passed").GetBoolean());
        Assert.Contains("GTIN-14", verdict.GetProperty("broken").GetRawText(), StringComparison.Ordinal);
        Assert.Contains("marketplace-rules", row.GetProperty("warnings").GetRawText(), StringComparison.Ordinal);
    }

    private void WritePhotos()
    {
        var samples = Path.Combine(Repository.Root, "deploy", "samples");
        var files = Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);
        var count = 0;
        foreach (var file in files)
        {
            _folder.Write($"{Gtin14(count++)}{Path.GetExtension(file)}", File.ReadAllBytes(file));
        }

        for (; count < Photos; count++)
        {
            _folder.Draw($"{Gtin14(count)}.png", count, 400 + (60 * count));
        }
    }

    private static IEnumerable<JsonElement> RenditionsIn(string line) =>
        JsonDocument.Parse(line).RootElement.GetProperty("renditions").EnumerateArray();

    /// <summary>A number whose last digit is its check digit (GS1 General Specifications, 7.9).</summary>
    private static string Gtin14(int number)
    {
        var digits = (4_012_345_000_000 + number).ToString(CultureInfo.InvariantCulture);
        var sum = digits.Select((digit, place) => (digit - '0') * (place % 2 == 0 ? 3 : 1)).Sum();
        return digits + ((10 - (sum % 10)) % 10).ToString(CultureInfo.InvariantCulture);
    }
}
