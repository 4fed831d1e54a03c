namespace Pipeline.Measure.Statistics;

/// <summary>A percentile bootstrap interval of a mean (Efron 1979), seeded and so always the same.</summary>
internal static class Bootstrap
{
    private const int Resamples = 10_000;

    /// <param name="values">
    /// At least one, in any order: they are sorted first, so that the order does not matter.
    /// </param>
    /// <returns>The 2.5 % and 97.5 % points of the means of resamples.</returns>
    public static (double Low, double High) MeanInterval(IReadOnlyList<double> values)
    {
        var sorted = values.Order().ToArray();
        var random = new Random(1);
        var means = new double[Resamples];
        for (var i = 0; i < Resamples; i++)
        {
            double sum = 0;
            for (var k = 0; k < sorted.Length; k++)
            {
                sum += sorted[random.Next(sorted.Length)];
            }

            means[i] = sum / sorted.Length;
        }

        Array.Sort(means);
        return (means[Resamples / 40], means[Resamples - 1 - Resamples / 40]);
    }
}
