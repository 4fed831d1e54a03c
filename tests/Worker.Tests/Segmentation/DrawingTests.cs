using OpenCvSharp;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Tests.Segmentation;

/// <summary>A grid of bars that the cut takes for a solid square, and looks that say of its pixels that they are unsure.</summary>
public sealed class DrawingTests : IDisposable
{
    private static readonly Size Looked = new(BarGrid.Side, BarGrid.Side);

    private readonly SubjectNetwork _network = new();
    private readonly BarGrid _grid = new();

    public void Dispose()
    {
        _network.Dispose();
        _grid.Dispose();
    }

    [Fact]
    public void Gaps_are_drawn_between_bars_that_the_looks_see_as_one()
    {
        using var drawing = Draw(Look(outside: -9), Look(outside: -9))!;
        using var mask = drawing.Alone();

        Assert.Equal((1, 1), (drawing.Trust, mask.Shares));
        Assert.InRange(Mean(mask, _grid.Bars), 0.6, 1);
        Assert.InRange(Mean(mask, _grid.Gaps), 0, 0.4);
    }

    [Fact]
    public void What_is_trusted_in_part_takes_as_much_of_the_cuts_place()
    {
        using var drawing = Draw(Look(outside: -4.4f), Look(outside: -4.4f))!;
        var cut = new Mat(BarGrid.Side, BarGrid.Side, MatType.CV_32FC1, Scalar.All(0));
        cut[BarGrid.Square].SetTo(Scalar.All(1));
        using var alone = drawing.Alone();
        using var mask = drawing.Over(cut, new BackgroundSurface(WorkingPicture.From(_grid.Photo, BarGrid.Side)), 0.02);

        Assert.InRange(drawing.Trust, 0.05f, 0.95f);
        Assert.Equal(drawing.Trust, mask.Shares);
        Assert.Equal(1 - (drawing.Trust * (1 - Mean(alone, _grid.Gaps))), Mean(mask, _grid.Gaps), 1e-3);
        Assert.Equal(0.02 * (1 - drawing.Trust), mask.Disagreement!.Value, 1e-5);
    }

    [Fact]
    public void Where_the_looks_see_something_all_over_nothing_is_drawn()
    {
        using var drawing = Draw(Look(outside: -1), Look(outside: -1));

        Assert.Null(drawing);
    }

    private Drawing? Draw(params float[][] looks) =>
        Drawing.Of(_network, _grid.Photo, new NetworkOpinion(looks, BarGrid.Side), Looked);

    private static double Mean(SegmentationMask mask, Mat where) => mask.Probability.Mean(where).Val0;

    /// <summary>Unsure within the square.</summary>
    private static float[] Look(float outside)
    {
        var look = new float[BarGrid.Side * BarGrid.Side];
        for (var i = 0; i < look.Length; i++)
        {
            look[i] = BarGrid.Square.Contains(new Point(i % BarGrid.Side, i / BarGrid.Side)) ? 1 : outside;
        }

        return look;
    }
}
