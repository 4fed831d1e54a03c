using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Chains;

/// <summary>
/// The sample pictures' cutouts, over a colour that none of them has, against approved ones of the chain's revision,
/// both at 96 pixels. Who changes what cutouts look like counts <see cref="StandardChain.Revision"/> up, looks at the
/// new pictures (saved in <c>artifacts/received</c>), and copies them to <c>tests/Worker.Tests/approved</c> in place of
/// the old ones.
/// </summary>
[Trait("Category", "Slow")]
public sealed class ApprovedCutoutTests : IDisposable
{
    /// <summary>Mean difference in 0..255: room for another processor's rounding, none for another edge.</summary>
    private const double MeanTolerance = 0.1;

    /// <summary>Greatest difference of any pixel, in 0..255.</summary>
    private const double PixelTolerance = 16;

    private readonly TemporaryStore _folders = new();

    public static TheoryData<string> Samples =>
        ["mug.jpg", "chair.jpg", "lamp.png", "plush.jpg", "plant.webp", "bath/bottle.jpg", "audio/headphones.jpg"];

    public void Dispose() => _folders.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_looks_as_approved_for_this_revision(string sample)
    {
        var name = $"standard-r{StandardChain.Revision}/{Path.GetFileNameWithoutExtension(sample)}.png";
        using var cutout = Cutout(Path.Combine(AppContext.BaseDirectory, "samples", sample));

        var approved = Path.Combine(AppContext.BaseDirectory, "approved", name);
        using var expected = File.Exists(approved) ? Cv2.ImRead(approved, ImreadModes.Color) : new Mat();

        if (expected.Size() != cutout.Size())
        {
            Assert.Fail($"{sample} has no approved picture of its size; see {Save(name, cutout)}.");
        }

        var mean = Cv2.Norm(expected, cutout, NormTypes.L1) / (3 * cutout.Total());
        var most = Cv2.Norm(expected, cutout, NormTypes.INF);
        if (mean > MeanTolerance || most > PixelTolerance)
        {
            Assert.Fail($"{sample} differs by {mean:0.00}, at most by {most}; see {Save(name, cutout)}.");
        }
    }

    private Mat Cutout(string photo)
    {
        var chain = new WorkerUnderTest(_folders.Store).Chain;
        var recipe = new CutoutRecipe { Renditions = [new RenditionRecipe { Background = "#ff00ff" }] };
        var clock = new StageClock(TimeProvider.System);
        var file = chain.Run(JobFiles.Of(File.ReadAllBytes(photo)), recipe, clock, CancellationToken.None);
        using var full = Cv2.ImDecode(file.Files[0].Bytes, ImreadModes.Color);
        var small = new Mat();
        Cv2.Resize(full, small, new Size(96, 96 * full.Height / full.Width), interpolation: InterpolationFlags.Area);
        return small;
    }

    private static string Save(string name, Mat picture)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Name != "artifacts")
        {
            folder = folder.Parent!;
        }

        var path = Path.Combine(folder.FullName, "received", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Cv2.ImWrite(path, picture);
        return path;
    }
}
