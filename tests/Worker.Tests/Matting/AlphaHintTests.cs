using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Trimaps;
using static Pipeline.Worker.Tests.Matting.MattingScenes;

namespace Pipeline.Worker.Tests.Matting;

public sealed class AlphaHintTests : IDisposable
{
    private const int Side = 120, Rim = 10;

    /// <summary>Another size than the photo's; the left half says 0.2, the right half 0.6.</summary>
    private readonly Mat _guess = new(60, 60, MatType.CV_32FC1, Scalar.All(0.2));

    public AlphaHintTests() => _guess[new Rect(30, 0, 30, 60)].SetTo(Scalar.All(0.6));

    public void Dispose() => _guess.Dispose();

    [Fact]
    public void Far_from_all_that_is_known_the_hint_decides()
    {
        using var matte = Matte(new AlphaHint(_guess, 1));
        using var without = Matte(null);

        Assert.InRange(At(matte, 90), 0.45, 0.65);
        Assert.InRange(At(matte, 30), 0.15, 0.35);
        Assert.InRange(At(without, 90), 0, 0.1);
    }

    [Fact]
    public void The_coarser_the_hint_the_less_it_counts()
    {
        using var coarse = new Mat();
        Cv2.Resize(_guess, coarse, new Size(12, 12), interpolation: InterpolationFlags.Area);
        using var matte = Matte(new AlphaHint(_guess, 1));
        using var byCoarse = Matte(new AlphaHint(coarse, 1));

        Assert.InRange(At(byCoarse, 90), 0, 0.5 * At(matte, 90));
    }

    [Fact]
    public void What_is_known_stays_whatever_the_hint_says()
    {
        using var matte = Matte(new AlphaHint(_guess, 1));

        Assert.Equal(0, matte.Plane.At<byte>(Side / 2, Side - 2));
    }

    [Fact]
    public void Hint_that_is_not_sure_changes_nothing()
    {
        using var matte = Matte(new AlphaHint(_guess, 0));
        using var without = Matte(null);

        Assert.Equal(0, Cv2.Norm(matte.Plane, without.Plane, NormTypes.INF));
    }

    /// <summary>One colour all over, background around and no more known.</summary>
    private static AlphaMatte Matte(AlphaHint? hint)
    {
        using var photo = Photo(Side, Side, (x, y) => new Vec3b((byte)(90 + ((x * 7) + (y * 5)) % 4), 120, 150));
        using var plain = TrimapOf(
            Side, Side, (x, y) => Math.Min(Math.Min(x, Side - 1 - x), Math.Min(y, Side - 1 - y)) < Rim ? 0 : 128);
        using var trimap = new Trimap(plain.Plane.Clone()) { Hint = hint };
        return new ClosedFormMatter(Options.Create(new MattingOptions { MaxIterations = 1000, HintWeight = 10 }))
            .Matte(photo, trimap, TestContext.Current.CancellationToken);
    }

    private static double At(AlphaMatte matte, int x) => matte.Plane.At<byte>(Side / 2, x) / 255.0;
}
