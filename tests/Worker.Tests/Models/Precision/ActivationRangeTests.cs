using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Tests.Models.Precision;

/// <summary>From what was seen of an activation to what a byte stands for.</summary>
public sealed class ActivationRangeTests
{
    [Theory]
    [InlineData(-1, 3, 4 / 255f, 64)]
    [InlineData(0, 5.1, 0.02f, 0)]
    [InlineData(2, 5.1, 0.02f, 0)]
    [InlineData(-5.1, -2, 0.02f, 255)]
    [InlineData(0, 0, 1, 0)]
    public void A_range_holds_zero_exactly_and_spans_255_steps(double least, double most, float scale, byte zero)
    {
        var range = new ActivationRange(least, most);

        Assert.Equal(scale, range.Scale, 1e-7f);
        Assert.Equal(zero, range.ZeroPoint);
    }

    [Fact]
    public void The_whole_range_is_from_the_least_to_the_most_that_was_seen_however_it_came()
    {
        var range = Seen([-0.5f, 0, 200], [-300, 0.001f]).Range(RangeRule.MinMax);

        Assert.Equal(new ActivationRange(-300, 200), range);
    }

    [Fact]
    public void One_value_in_many_thousands_does_not_stretch_the_percentiles_range()
    {
        float[] many = [.. Enumerable.Range(0, 100_000).Select(i => (i % 1000) / 1000f)];

        var range = Seen(many, [1000]).Range(RangeRule.Percentile);

        Assert.InRange(range.Scale * 255, 0.99, 1.3);
        Assert.Equal(0, range.ZeroPoint);
    }

    [Fact]
    public void Least_squares_cuts_off_a_rare_value_and_keeps_a_frequent_one()
    {
        float[] many = [.. Enumerable.Range(0, 1_000_000).Select(i => (i % 1000) / 1000f)];

        var rare = Seen(many, [2]).Range(RangeRule.LeastSquares);
        var frequent = Seen(many, [.. Enumerable.Repeat(2f, 100_000)]).Range(RangeRule.LeastSquares);

        Assert.InRange(rare.Scale * 255, 0.95, 1.15);
        Assert.InRange(frequent.Scale * 255, 1.95, 2.001);
    }

    [Fact]
    public void The_order_in_which_values_come_decides_nothing()
    {
        float[] small = [.. Enumerable.Range(1, 5000).Select(i => i / 7777f)];
        float[] large = [.. Enumerable.Range(1, 5000).Select(i => -i / 3f)];

        foreach (var rule in Enum.GetValues<RangeRule>())
        {
            Assert.Equal(Seen(small, large).Range(rule), Seen(large, small).Range(rule));
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void What_is_no_number_has_no_range(float value)
    {
        Assert.Throws<InvalidOperationException>(() => Seen([1, value]));
    }

    private static ActivationHistogram Seen(params ReadOnlySpan<float[]> parts)
    {
        var histogram = new ActivationHistogram();
        foreach (var part in parts)
        {
            histogram.Add(part);
        }

        return histogram;
    }
}
