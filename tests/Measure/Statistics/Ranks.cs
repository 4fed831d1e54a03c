namespace Pipeline.Measure.Statistics;

/// <summary>Rank correlation.</summary>
internal static class Ranks
{
    /// <summary>Spearman's ρ: Pearson's correlation of the ranks, equal values sharing their mean rank.</summary>
    /// <returns>−1 to 1; null when either list has fewer than two different values.</returns>
    public static double? Spearman(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var (a, b) = (Of(first), Of(second));
        var mean = (a.Length + 1) / 2.0;
        var both = a.Zip(b, (x, y) => (x - mean) * (y - mean)).Sum();
        var spread = Math.Sqrt(a.Sum(x => (x - mean) * (x - mean)) * b.Sum(y => (y - mean) * (y - mean)));
        return spread == 0 ? null : both / spread;
    }

    private static double[] Of(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (int start = 0, end; start < order.Length; start = end)
        {
            end = start + 1;
            while (end < order.Length && values[order[end]] == values[order[start]])
            {
                end++;
            }

            foreach (var i in order[start..end])
            {
                ranks[i] = (start + 1 + end) / 2.0;
            }
        }

        return ranks;
    }
}
