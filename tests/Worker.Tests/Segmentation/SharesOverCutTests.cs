using OpenCvSharp;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>A grid of bars that the cut takes for a solid square, and looks that say of its pixels that they are unsure.</summary>
public sealed class SharesOverCutTests : IDisposable
{
    private readonly SubjectNetwork _network = new();
    private readonly BarGrid _grid = new();

    public void Dispose()
    {
        _network.Dispose();
        _grid.Dispose();
    }

    [Fact]
    public void Where_other_cues_speak_against_the_cut_the_gaps_open()
    {
        using var mask = Apply(byCues: 0.3, outside: -9);

        Assert.True(mask.Shares > 0.9, $"{mask.Shares}");
        Assert.True(mask.Probability.Mean(_grid.Gaps).Val0 < 0.4, $"{mask.Probability.Mean(_grid.Gaps).Val0}");
    }

    [Theory]
    [InlineData(0.01, -9)]
    [InlineData(0.3, -1)]
    public void Where_the_other_cues_agree_with_it_or_the_looks_see_something_all_over_the_cut_stands(
        double byCues, float outside)
    {
        using var mask = Apply(byCues, outside);

        Assert.Equal((0, 0.02), (mask.Shares, mask.Disagreement));
        Assert.Equal(1, mask.Probability.Mean(_grid.Gaps).Val0);
    }

    private SegmentationMask Apply(double byCues, float outside)
    {
        var look = new float[BarGrid.Side * BarGrid.Side];
        for (var i = 0; i < look.Length; i++)
        {
            look[i] = BarGrid.Square.Contains(new Point(i % BarGrid.Side, i / BarGrid.Side)) ? 1 : outside;
        }

        var cut = new Mat(BarGrid.Side, BarGrid.Side, MatType.CV_32FC1, Scalar.All(0));
        cut[BarGrid.Square].SetTo(Scalar.All(1));
        return new SharesOverCut(_network).Apply(_grid.Photo, new NetworkOpinion([look, look], BarGrid.Side), cut, byCues, 0.02);
    }
}
