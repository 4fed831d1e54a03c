using Pipeline.Measure.Statistics;

namespace Pipeline.Measure.Tests.Statistics;

/// <summary>Sign test, bootstrap and rank correlation.</summary>
public sealed class StatisticsTests
{
    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(3, 3, 1)]
    [InlineData(5, 0, 0.0625)]
    [InlineData(2, 8, 0.109375)]
    [InlineData(8, 2, 0.109375)]
    public void Sign_test_is_twice_the_binomial_tail(int wins, int losses, double expected) =>
        Assert.Equal(expected, SignTest.Probability(wins, losses), 9);

    [Fact]
    public void Sign_test_bears_thousands_of_pictures()
    {
        Assert.InRange(SignTest.Probability(2000, 2100), 0.1, 0.2);
        Assert.InRange(SignTest.Probability(1000, 3000), 0, 1e-9);
    }

    [Fact]
    public void Bootstrap_of_equal_values_is_that_value() =>
        Assert.Equal((0.25, 0.25), Bootstrap.MeanInterval([0.25, 0.25, 0.25]));

    [Fact]
    public void Bootstrap_is_near_the_normal_interval_and_does_not_depend_on_the_order()
    {
        var values = Enumerable.Range(0, 200).Select(i => i * 7919 % 200 / 200.0).ToList();
        var mean = values.Average();
        var half = 1.96 * Math.Sqrt(values.Average(value => (value - mean) * (value - mean)) / values.Count);

        var (low, high) = Bootstrap.MeanInterval(values);

        Assert.Equal(mean - half, low, 0.004);
        Assert.Equal(mean + half, high, 0.004);
        Assert.Equal((low, high), Bootstrap.MeanInterval([.. values.OrderDescending()]));
    }

    [Fact]
    public void Spearman_sees_order_and_not_distance()
    {
        Assert.Equal(1, Ranks.Spearman([0.1, 0.2, 0.9], [1, 50, 51])!.Value, 9);
        Assert.Equal(-1, Ranks.Spearman([0.1, 0.2, 0.9], [5, 4, -3])!.Value, 9);
        Assert.Null(Ranks.Spearman([1, 1, 1], [1, 2, 3]));
    }

    /// <summary>Ranks 1, 2½, 2½, 4 and 1, 2, 4, 3 about 2½: (2¼ + 0 + 0 + ¾) / √(4½ · 5).</summary>
    [Fact]
    public void Spearman_gives_ties_their_mean_rank() =>
        Assert.Equal(3 / Math.Sqrt(4.5 * 5), Ranks.Spearman([1, 2, 2, 3], [10, 20, 40, 30])!.Value, 9);
}
