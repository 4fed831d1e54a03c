using Pipeline.Measure.Runs;
using Pipeline.Measure.Statistics;

namespace Pipeline.Measure.Tests.Statistics;

public sealed class RunComparisonTests
{
    [Fact]
    public void Counts_wins_by_what_is_better_and_differences_by_value()
    {
        var a = Run(Picture("x", 0.5, 4), Picture("y", 0.9, 2), Picture("z", 0.8, 1));
        var b = Run(Picture("x", 0.65, 3), Picture("y", 0.6, 2), Picture("z", 0.9, 3));

        var comparison = RunComparison.Of(a, b);

        Assert.Equal(["y", "x", "z"], comparison.Pairs.Select(pair => pair.Name));
        var iou = comparison.Metrics.Single(metric => metric.Metric == MetricKinds.Iou);
        Assert.Equal((2, 1, 0), (iou.Wins, iou.Losses, iou.Ties));
        Assert.Equal((0.65 + 0.6 + 0.9 - 0.5 - 0.9 - 0.8) / 3, iou.Difference, 9);
        var sad = comparison.Metrics.Single(metric => metric.Metric == MetricKinds.Sad);
        Assert.Equal((1, 1, 1), (sad.Wins, sad.Losses, sad.Ties));
        Assert.Equal(1 / 3.0, sad.Difference, 9);
        Assert.InRange(sad.Difference, sad.Interval.Low, sad.Interval.High);
    }

    [Fact]
    public void Pictures_of_one_run_only_are_named_and_left_out()
    {
        var comparison = RunComparison.Of(
            Run(Picture("x", 0.5, 4), Picture("only-a", 0, 9)), Run(Picture("x", 0.5, 4), Picture("only-b", 1, 0)));

        Assert.Equal(["only-a", "only-b"], comparison.Unpaired);
        Assert.Equal("x", Assert.Single(comparison.Pairs).Name);
    }

    [Fact]
    public void Runs_against_different_truths_are_refused()
    {
        var other = Picture("x", 0.5, 4) with { Truth = "other" };

        var refused = Assert.Throws<MeasureException>(() => RunComparison.Of(Run(Picture("x", 0.5, 4)), Run(other)));

        Assert.Contains("different truths of x", refused.Message, StringComparison.Ordinal);
        Assert.Throws<MeasureException>(() => RunComparison.Of(Run(Picture("x", 1, 1)), Run(Picture("y", 1, 1))));
    }

    private static RunScores Run(params PictureScore[] pictures) => RunScores.Of("run", pictures);

    private static PictureScore Picture(string name, double iou, double sad) => new()
    {
        Name = name,
        Width = 10,
        Height = 10,
        Truth = "truth",
        Values = new Dictionary<string, double> { [MetricKinds.Iou.Id] = iou, [MetricKinds.Sad.Id] = sad },
    };
}
