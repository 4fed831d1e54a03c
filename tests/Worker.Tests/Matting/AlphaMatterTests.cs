using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Trimaps;
using static Pipeline.Worker.Tests.Matting.MattingScenes;

namespace Pipeline.Worker.Tests.Matting;

/// <summary>What holds of every matter.</summary>
public sealed class AlphaMatterTests
{
    private static readonly Dictionary<string, IAlphaMatter> Matters = new IAlphaMatter[]
    {
        new ClosedFormMatter(Options.Create(new MattingOptions())),
        new KnnMatter(Options.Create(new MattingOptions())),
        new ColourModelMatter(Options.Create(new MattingOptions())),
    }.ToDictionary(matter => matter.GetType().Name);

    public static TheoryData<string> Every() => [.. Matters.Keys];

    [Theory]
    [MemberData(nameof(Every))]
    public void Known_pixels_are_exact(string matter)
    {
        using var scene = Noise(80, 60, seed: 11);
        using var trimap = TrimapOf(80, 60, (x, y) => x < 20 ? 0 : x > 60 ? 255 : (x + y) % 5 == 0 ? 255 : 128);

        using var matte = Matters[matter].Matte(scene, trimap, TestContext.Current.CancellationToken);

        ForEach(trimap.Plane, (x, y, kind) =>
            Assert.True(kind == Trimap.Unknown || matte.Plane.At<byte>(y, x) == kind, $"({x}, {y})"));
    }

    [Theory]
    [MemberData(nameof(Every))]
    public void The_same_input_gives_the_same_bytes_and_leaves_the_trimap_alone(string matter)
    {
        using var scene = Noise(300, 200, seed: 12);
        using var trimap = TrimapOf(300, 200, (x, _) => x < 50 ? 0 : x > 250 ? 255 : 128);
        using var before = trimap.Plane.Clone();

        using var first = Matters[matter].Matte(scene, trimap, TestContext.Current.CancellationToken);
        using var second = Matters[matter].Matte(scene, trimap, TestContext.Current.CancellationToken);

        Assert.Equal(0, Cv2.Norm(first.Plane, second.Plane, NormTypes.INF));
        Assert.Equal(0, Cv2.Norm(before, trimap.Plane, NormTypes.INF));
    }
}
