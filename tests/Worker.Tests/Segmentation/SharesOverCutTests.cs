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

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.01)]
    public void Gaps_open_whatever_other_cues_say_of_the_cut(double byCues)
    {
        using var mask = Apply(BarGrid.Square, byCues, outside: -9);

        Assert.True(mask.Shares > 0.9, $"{mask.Shares}");
        Assert.True(mask.Probability.Mean(_grid.Gaps).Val0 < 0.4, $"{mask.Probability.Mean(_grid.Gaps).Val0}");
    }

    [Theory]
    [InlineData(0.3, 0.6, 1)]
    [InlineData(0.01, 0, 0.01)]
    public void Bars_beside_the_cut_are_added_only_where_other_cues_speak_against_it(double byCues, double least, double most)
    {
        var upper = new Rect(BarGrid.Square.Location, new Size(BarGrid.Square.Width, BarGrid.Square.Height / 2));

        using var mask = Apply(upper, byCues, outside: -9);

        using var bars = _grid.Bars.Clone();
        bars[new Rect(0, 0, BarGrid.Side, upper.Bottom + 10)].SetTo(Scalar.All(0));
        Assert.InRange(mask.Probability.Mean(bars).Val0, least, most);
    }

    [Fact]
    public void Where_the_looks_see_something_all_over_the_cut_stands()
    {
        using var mask = Apply(BarGrid.Square, byCues: 0.3, outside: -1);

        Assert.Equal((0, 0.02), (mask.Shares, mask.Disagreement));
        Assert.Equal(1, mask.Probability.Mean(_grid.Gaps).Val0);
    }

    private SegmentationMask Apply(Rect solid, double byCues, float outside)
    {
        var look = new float[BarGrid.Side * BarGrid.Side];
        for (var i = 0; i < look.Length; i++)
        {
            look[i] = BarGrid.Square.Contains(new Point(i % BarGrid.Side, i / BarGrid.Side)) ? 1 : outside;
        }

        var cut = new Mat(BarGrid.Side, BarGrid.Side, MatType.CV_32FC1, Scalar.All(0));
        cut[solid].SetTo(Scalar.All(1));
        var surface = new BackgroundSurface(WorkingPicture.From(_grid.Photo, BarGrid.Side));
        return new SharesOverCut(_network).Apply(
            _grid.Photo, new NetworkOpinion([look, look], BarGrid.Side), surface, cut, byCues, 0.02);
    }
}
