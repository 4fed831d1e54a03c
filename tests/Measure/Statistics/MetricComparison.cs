using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Statistics;

/// <summary>One metric in two runs, over the pictures that have it in both.</summary>
/// <param name="Metric">Which.</param>
/// <param name="MeanA">In the first run.</param>
/// <param name="MeanB">In the second run.</param>
/// <param name="Interval">95 % bootstrap interval of the mean difference, B − A.</param>
/// <param name="Wins">Pictures on which B is better.</param>
/// <param name="Losses">Pictures on which A is better.</param>
/// <param name="Ties">Pictures on which they are equal.</param>
internal sealed record MetricComparison(
    MetricKind Metric, double MeanA, double MeanB, (double Low, double High) Interval, int Wins, int Losses, int Ties)
{
    public double Difference => MeanB - MeanA;

    /// <summary>Two-sided sign test.</summary>
    public double Probability => SignTest.Probability(Wins, Losses);

    /// <returns>Null when no picture has the metric in both.</returns>
    public static MetricComparison? Of(MetricKind metric, IReadOnlyList<PicturePair> pairs)
    {
        var values = pairs.Where(pair => pair.A.Value(metric) is not null && pair.B.Value(metric) is not null)
            .Select(pair => (A: pair.A.Values[metric.Id], B: pair.B.Values[metric.Id])).ToList();
        if (values.Count == 0)
        {
            return null;
        }

        var gains = values.Select(value => metric.Gain(value.B, value.A)).ToList();
        return new MetricComparison(
            metric,
            values.Average(value => value.A),
            values.Average(value => value.B),
            Bootstrap.MeanInterval([.. values.Select(value => value.B - value.A)]),
            gains.Count(gain => gain > 0),
            gains.Count(gain => gain < 0),
            gains.Count(gain => gain == 0));
    }
}
