using NetVips;
using Pipeline.Studio.Rendering;
using Pipeline.Studio.Scenes;

namespace Pipeline.Studio.Tests;

public sealed class SamplesTests
{
    public static TheoryData<string> Paths => [.. Samples.All.Select(sample => sample.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Committed_sample_has_its_size_when_upright(string path)
    {
        var sample = Samples.All.Single(s => s.Path == path);

        using var stored = Image.NewFromFile(Committed(path));
        using var upright = stored.Autorot();

        Assert.Equal((sample.Width, sample.Height), (upright.Width, upright.Height));
        Assert.Equal(sample.Turned, stored.Width == sample.Height && stored.Width != stored.Height);
        Assert.Equal(sample.Turned ? 6 : 1, stored.Contains("orientation") ? (int)stored.Get("orientation") : 1);
    }

    [Fact]
    public void No_other_files_lie_among_the_samples()
    {
        var root = Committed(".");
        var found = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

        Assert.Equal(Samples.All.Select(sample => sample.Path).Order(StringComparer.Ordinal), found);
    }

    /// <summary>
    /// Some rows of the one that is stored without loss and noise; all of it would take too long here.
    /// </summary>
    [Fact]
    public void Committed_lamp_is_what_the_renderer_makes()
    {
        const int From = 230, To = 234;
        var sample = Samples.All.Single(s => s.Path == "lamp.png");
        using var stored = Image.NewFromFile(Committed(sample.Path));
        var pixels = stored.WriteToMemory<byte>();

        var renderer = new Renderer(sample.Scene(), Quality.Showing(Samples.Side));
        var frame = renderer.Render(sample.Width, sample.Height, (From, To));

        var stride = sample.Width * 3;
        var (start, length) = (From * stride, (To - From) * stride);
        Assert.Equal(pixels.AsSpan(start, length), frame.Picture.AsSpan(start, length));
    }

    private static string Committed(string path) => Path.Combine(AppContext.BaseDirectory, "samples", path);
}
