using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>Splits samples into a few Gaussians: k-means, started from samples far from each other.</summary>
internal static class ColourClusters
{
    private const int Steps = 4;

    // Colours nearer to a centre than this, in levels, need no centre of their own.
    private const float LeastGap = 10;

    /// <param name="samples">At least one.</param>
    /// <param name="count">Most clusters; fewer when the colours do not differ.</param>
    public static ColourCluster[] Fit(ReadOnlySpan<ColourSample> samples, int count)
    {
        var centres = Spread(samples, count);
        var labels = new int[samples.Length];
        var weights = new float[centres.Count];
        var sums = new Vector3[centres.Count];
        for (var step = 0; step < Steps; step++)
        {
            Array.Clear(weights);
            Array.Clear(sums);
            for (var i = 0; i < samples.Length; i++)
            {
                var k = labels[i] = Nearest(centres, samples[i].Colour);
                weights[k] += samples[i].Weight;
                sums[k] += samples[i].Weight * samples[i].Colour;
            }

            for (var k = 0; k < centres.Count; k++)
            {
                centres[k] = weights[k] > 0 ? sums[k] / weights[k] : centres[k];
            }
        }

        return Gaussians(samples, labels, centres, weights);
    }

    /// <summary>The mean, then again and again the sample that is farthest from all centres.</summary>
    private static List<Vector3> Spread(ReadOnlySpan<ColourSample> samples, int count)
    {
        var (sum, weight) = (Vector3.Zero, 0f);
        foreach (ref readonly var sample in samples)
        {
            sum += sample.Weight * sample.Colour;
            weight += sample.Weight;
        }

        List<Vector3> centres = [sum / weight];
        var gaps = new float[samples.Length];
        Array.Fill(gaps, float.MaxValue);
        while (centres.Count < count)
        {
            var (far, most) = (-1, 0f);
            for (var i = 0; i < samples.Length; i++)
            {
                gaps[i] = MathF.Min(gaps[i], Vector3.DistanceSquared(samples[i].Colour, centres[^1]));
                if (gaps[i] * samples[i].Weight > most)
                {
                    (far, most) = (i, gaps[i] * samples[i].Weight);
                }
            }

            if (far < 0 || gaps[far] < LeastGap * LeastGap)
            {
                break;
            }

            centres.Add(samples[far].Colour);
        }

        return centres;
    }

    private static int Nearest(List<Vector3> centres, Vector3 colour)
    {
        var (nearest, least) = (0, float.MaxValue);
        for (var k = 0; k < centres.Count; k++)
        {
            var gap = Vector3.DistanceSquared(colour, centres[k]);
            (nearest, least) = gap < least ? (k, gap) : (nearest, least);
        }

        return nearest;
    }

    private static ColourCluster[] Gaussians(
        ReadOnlySpan<ColourSample> samples, int[] labels, List<Vector3> centres, float[] weights)
    {
        var spreads = new SymmetricMatrix[centres.Count];
        for (var i = 0; i < samples.Length; i++)
        {
            var k = labels[i];
            spreads[k] += SymmetricMatrix.Outer(samples[i].Colour - centres[k], samples[i].Weight / weights[k]);
        }

        var total = weights.Sum();
        return
        [
            .. Enumerable.Range(0, centres.Count)
                .Where(k => weights[k] > 0)
                .Select(k => new ColourCluster(centres[k], spreads[k], weights[k] / total)),
        ];
    }
}
