using System.Globalization;

namespace Pipeline.Measure.Tests;

/// <summary>The decoder on damaged headers, by the command that a longer run takes.</summary>
public sealed class FuzzCommandTests
{
    [Fact]
    public async Task Two_thousand_damaged_headers_end_as_photos_or_typed_failures_and_none_ends_the_process()
    {
        var (exitCode, output, error) = await MeasureProgram.RunAsync("fuzz", "--count", "2000", "--seed", "7");

        Assert.True(exitCode == 0, output);
        Assert.Equal("", error);
        Assert.Equal(2000, FilesOf(output, "all"));
        Assert.All(["bmp", "gif", "jpeg", "png", "tiff", "webp"], format => Assert.True(FilesOf(output, format) > 20));
    }

    private static int FilesOf(string output, string format) => int.Parse(
        Assert.Single(output.Split('\n'), line => line.StartsWith($"| {format} ", StringComparison.Ordinal))
            .Split('|')[2],
        CultureInfo.InvariantCulture);
}
