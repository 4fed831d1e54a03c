using Pipeline.Measure.Statistics;

namespace Pipeline.Measure.Tests.Statistics;

public sealed class RiskCoverageTests
{
    private static readonly (double Confidence, double Iou)[] Results = [(0.2, 0.5), (0.9, 1), (0.8, 0.8), (0.5, 0.9)];

    [Fact]
    public void Keeps_the_most_confident_and_says_how_wrong_those_are()
    {
        var curve = new RiskCoverage(Results);

        Assert.Equal([0, 0.1, 0.1, 0.2], curve.Curve().Select(point => Math.Round(point.Error, 9)));
        Assert.Equal([0, 0.5, 1 / 3.0, 0.5], curve.Curve().Select(point => point.BadShare));
        Assert.Equal([0.25, 0.5, 0.75, 1], curve.Curve().Select(point => point.Coverage));
        Assert.Equal(0.1, curve.Area, 9);
        Assert.Equal(0.2, curve.BlindArea, 9);
        // In the order of the errors, 0, 0.1, 0.2, 0.5: means 0, 0.05, 0.1, 0.2.
        Assert.Equal(0.0875, curve.BestArea, 9);
        Assert.Equal([0, 0.05, 0.1, 0.2], curve.BestCurve().Select(point => Math.Round(point.Error, 9)));
        Assert.Equal((0.3 + 0.1 + 0 + 0.4) / 4, curve.Calibration, 9);
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(0.75, 3)]
    [InlineData(0.7, 3)]
    [InlineData(0.5, 2)]
    [InlineData(0.1, 1)]
    public void A_coverage_keeps_at_least_its_share(double coverage, int kept) =>
        Assert.Equal(kept, new RiskCoverage(Results).At(coverage).Kept);

    [Fact]
    public void Seven_tenths_of_ten_are_seven() =>
        Assert.Equal(7, new RiskCoverage(Enumerable.Range(0, 10).Select(i => (i / 10.0, i / 10.0))).At(0.7).Kept);

    [Fact]
    public void An_iou_of_exactly_nine_tenths_is_not_bad() =>
        Assert.Equal(0, new RiskCoverage([(1, 0.9)]).At(1).BadShare);

    [Fact]
    public void Equal_confidence_earns_nothing_by_its_order()
    {
        var curve = new RiskCoverage([(0.5, 1), (0.5, 0.2), (0.5, 0.9)]);

        Assert.Equal(0.8, curve.At(0.1).Error, 9);
        Assert.Null(curve.Correlation);
    }
}
