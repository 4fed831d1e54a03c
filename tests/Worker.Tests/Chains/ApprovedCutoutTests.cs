using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Chains;

/// <summary>
/// The sample pictures' mattes against approved ones of the chain's revision, both at 96 pixels. Who changes what
/// cutouts look like counts <see cref="ClassicChain.Revision"/> up, looks at the new mattes (saved in
/// <c>artifacts/received</c>), and copies them to <c>tests/Worker.Tests/approved</c> in place of the old ones.
/// </summary>
public sealed class ApprovedCutoutTests : IDisposable
{
    /// <summary>Mean difference in 0..255: room for another processor's rounding, none for another edge.</summary>
    private const double Tolerance = 0.5;

    private readonly TemporaryStore _folders = new();

    public static TheoryData<string> Samples =>
        ["mug.jpg", "chair.jpg", "lamp.png", "plush.jpg", "plant.webp", "bath/bottle.jpg", "audio/headphones.jpg"];

    public void Dispose() => _folders.Dispose();

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_looks_as_approved_for_this_revision(string sample)
    {
        var name = $"classic-r{ClassicChain.Revision}/{Path.GetFileNameWithoutExtension(sample)}.png";
        using var matte = Matte(Path.Combine(AppContext.BaseDirectory, "samples", sample));

        var approved = Path.Combine(AppContext.BaseDirectory, "approved", name);
        using var expected = File.Exists(approved) ? Cv2.ImRead(approved, ImreadModes.Grayscale) : new Mat();
        var difference = expected.Size() == matte.Size()
            ? Cv2.Norm(expected, matte, NormTypes.L1) / matte.Total()
            : double.PositiveInfinity;

        if (difference > Tolerance)
        {
            Assert.Fail($"{sample} differs by {difference:0.00} from the approved matte; see {Save(name, matte)}.");
        }
    }

    private Mat Matte(string photo)
    {
        var chain = new WorkerUnderTest(_folders.Store).Chain;
        var file = chain.Run(
            File.ReadAllBytes(photo), new CutoutRecipe(), new StageClock(TimeProvider.System), CancellationToken.None);
        using var cutout = Cv2.ImDecode(file.Bytes, ImreadModes.Unchanged);
        using var alpha = cutout.ExtractChannel(3);
        var matte = new Mat();
        Cv2.Resize(alpha, matte, new Size(96, 96 * alpha.Height / alpha.Width), interpolation: InterpolationFlags.Area);
        return matte;
    }

    private static string Save(string name, Mat matte)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder.Name != "artifacts")
        {
            folder = folder.Parent!;
        }

        var path = Path.Combine(folder.FullName, "received", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Cv2.ImWrite(path, matte);
        return path;
    }
}
