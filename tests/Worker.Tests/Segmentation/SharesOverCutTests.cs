using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>A grid of bars that the cut takes for a solid square, and looks that say of its pixels that they are unsure.</summary>
public sealed class SharesOverCutTests : IDisposable
{
    private const int Side = 400;
    private static readonly Rect Square = new(100, 100, 200, 200);

    private readonly SubjectNetwork _network = new();
    private readonly Mat _gaps = new(Side, Side, MatType.CV_8UC1, Scalar.All(0));
    private readonly Photo _photo;

    public SharesOverCutTests()
    {
        var pixels = new Mat(Side, Side, MatType.CV_8UC3, new Scalar(225, 226, 228));
        pixels[Square].SetTo(new Scalar(50, 60, 70));
        for (var i = 0; i < 100; i++)
        {
            var gap = new Rect(Square.X + 6 + (20 * (i % 10)), Square.Y + 6 + (20 * (i / 10)), 14, 14) & Rect.Inflate(Square, -6, -6);
            pixels[gap].SetTo(new Scalar(225, 226, 228));
            _gaps[gap].SetTo(Scalar.All(255));
        }

        _photo = new Photo(pixels);
    }

    public void Dispose()
    {
        _network.Dispose();
        _gaps.Dispose();
        _photo.Dispose();
    }

    [Fact]
    public void Where_other_cues_speak_against_the_cut_the_gaps_open()
    {
        using var mask = Apply(byCues: 0.3, outside: -9);

        Assert.True(mask.Shares > 0.9, $"{mask.Shares}");
        Assert.True(mask.Probability.Mean(_gaps).Val0 < 0.4, $"{mask.Probability.Mean(_gaps).Val0}");
    }

    [Theory]
    [InlineData(0.01, -9)]
    [InlineData(0.3, -1)]
    public void Where_the_other_cues_agree_with_it_or_the_looks_see_something_all_over_the_cut_stands(
        double byCues, float outside)
    {
        using var mask = Apply(byCues, outside);

        Assert.Equal((0, 0.02), (mask.Shares, mask.Disagreement));
        Assert.Equal(1, mask.Probability.Mean(_gaps).Val0);
    }

    private SegmentationMask Apply(double byCues, float outside)
    {
        var look = new float[Side * Side];
        for (var i = 0; i < look.Length; i++)
        {
            look[i] = Square.Contains(new Point(i % Side, i / Side)) ? 1 : outside;
        }

        var cut = new Mat(Side, Side, MatType.CV_32FC1, Scalar.All(0));
        cut[Square].SetTo(Scalar.All(1));
        return new SharesOverCut(_network).Apply(_photo, new NetworkOpinion([look, look], Side), cut, byCues, 0.02);
    }
}
