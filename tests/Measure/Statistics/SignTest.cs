namespace Pipeline.Measure.Statistics;

/// <summary>The exact two-sided sign test: how likely wins and losses so uneven are if neither run is better.</summary>
internal static class SignTest
{
    /// <param name="wins">Pictures on which one run is better.</param>
    /// <param name="losses">Pictures on which the other is; ties count for neither.</param>
    /// <returns>Probability, 0 to 1; 1 when there is neither win nor loss.</returns>
    public static double Probability(int wins, int losses)
    {
        var (n, fewer) = (wins + losses, Math.Min(wins, losses));
        // Σ C(n, k) / 2ⁿ for k up to the fewer, in logarithms since 2ⁿ leaves a double beyond 1023 pictures.
        double logarithm = -n * Math.Log(2), tail = 0;
        for (var k = 0; k <= fewer; k++)
        {
            tail += Math.Exp(logarithm);
            logarithm += Math.Log(n - k) - Math.Log(k + 1);
        }

        return Math.Min(1, 2 * tail);
    }
}
