namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Gaussian mixture over pixel features with full covariances, fitted by hard assignment as GrabCut does
/// (Rother et al. 2004), and with no randomness: components start by splitting the widest one along its main axis.
/// </summary>
internal sealed class ColourMixture
{
    private const int Rounds = 4;
    private readonly int _dimension;
    private readonly float[][] _means;
    private readonly float[][] _inverses;
    private readonly float[] _constants;

    private ColourMixture(int dimension, int components)
    {
        _dimension = dimension;
        _means = new float[components][];
        _inverses = new float[components][];
        _constants = new float[components];
    }

    /// <param name="features">Feature vectors, one after the other.</param>
    /// <param name="dimension">Values per vector.</param>
    /// <param name="weights">Weight of each vector, ≥ 0, not all zero.</param>
    /// <param name="components">Most components.</param>
    /// <param name="floor">Least variance of each feature: sensor noise and rounding.</param>
    public static ColourMixture Fit(
        float[] features, int dimension, float[] weights, int components, float[] floor)
    {
        var owner = new int[weights.Length];
        var moments = new List<Moments> { Moments.Of(features, dimension, weights, owner, 0, floor) };
        while (moments.Count < components)
        {
            var widest = moments.MaxBy(m => m.Weight * m.Spread)!;
            var index = moments.IndexOf(widest);
            Split(features, dimension, widest, index, owner, moments.Count);
            var rest = Moments.Of(features, dimension, weights, owner, moments.Count, floor);
            if (rest.Weight <= 0)
            {
                break;
            }

            moments.Add(rest);
            moments[index] = Moments.Of(features, dimension, weights, owner, index, floor);
        }

        var mixture = Build(dimension, moments);
        for (var round = 0; round < Rounds; round++)
        {
            Parallel.For(0, owner.Length / 256 + 1, block =>
            {
                for (var i = block * 256; i < Math.Min(owner.Length, (block + 1) * 256); i++)
                {
                    owner[i] = mixture.Nearest(features.AsSpan(i * dimension, dimension)).Component;
                }
            });
            moments = [.. Enumerable.Range(0, mixture._means.Length)
                .Select(k => Moments.Of(features, dimension, weights, owner, k, floor)).Where(m => m.Weight > 0)];
            mixture = Build(dimension, moments);
        }

        return mixture;
    }

    /// <summary>Log density of the likeliest component, its share included.</summary>
    public float LogLikelihood(ReadOnlySpan<float> feature) => Nearest(feature).LogDensity;

    private (int Component, float LogDensity) Nearest(ReadOnlySpan<float> feature)
    {
        var (component, best) = (0, float.MinValue);
        Span<float> d = stackalloc float[_dimension];
        for (var k = 0; k < _means.Length; k++)
        {
            for (var i = 0; i < d.Length; i++)
            {
                d[i] = feature[i] - _means[k][i];
            }

            float distance = 0;
            var inverse = _inverses[k];
            for (var i = 0; i < d.Length; i++)
            {
                float row = 0;
                for (var j = 0; j < d.Length; j++)
                {
                    row += inverse[(i * d.Length) + j] * d[j];
                }

                distance += row * d[i];
            }

            var density = _constants[k] - (0.5f * distance);
            if (density > best)
            {
                (component, best) = (k, density);
            }
        }

        return (component, best);
    }

    private static void Split(float[] features, int dimension, Moments widest, int index, int[] owner, int next)
    {
        var axis = widest.MainAxis();
        for (var i = 0; i < owner.Length; i++)
        {
            if (owner[i] != index)
            {
                continue;
            }

            double along = 0;
            for (var c = 0; c < dimension; c++)
            {
                along += axis[c] * (features[(i * dimension) + c] - widest.Mean[c]);
            }

            owner[i] = along > 0 ? next : index;
        }
    }

    private static ColourMixture Build(int dimension, List<Moments> moments)
    {
        var mixture = new ColourMixture(dimension, moments.Count);
        var total = moments.Sum(m => m.Weight);
        for (var k = 0; k < moments.Count; k++)
        {
            mixture._means[k] = Array.ConvertAll(moments[k].Mean, v => (float)v);
            var (inverse, logDeterminant) = moments[k].Invert();
            mixture._inverses[k] = Array.ConvertAll(inverse, v => (float)v);
            mixture._constants[k] = (float)(Math.Log(moments[k].Weight / total) - (0.5 * logDeterminant));
        }

        return mixture;
    }
}
