namespace Pipeline.Worker.Segmentation;

/// <summary>Weight, mean and covariance of a weighted set of feature vectors.</summary>
internal sealed class Moments
{
    private readonly double[] _covariance;

    private Moments(double weight, double[] mean, double[] covariance)
    {
        Weight = weight;
        Mean = mean;
        _covariance = covariance;
    }

    public double Weight { get; }

    public double[] Mean { get; }

    /// <summary>Sum of the variances.</summary>
    public double Spread => Enumerable.Range(0, Mean.Length).Sum(i => _covariance[(i * Mean.Length) + i]);

    /// <summary>Moments of the vectors whose owner is <paramref name="member"/>.</summary>
    public static Moments Of(
        float[] features, int dimension, float[] weights, int[] owner, int member, float[] floor)
    {
        double total = 0;
        var (mean, covariance) = (new double[dimension], new double[dimension * dimension]);
        for (var i = 0; i < owner.Length; i++)
        {
            if (owner[i] != member || weights[i] <= 0)
            {
                continue;
            }

            double weight = weights[i];
            total += weight;
            for (var r = 0; r < dimension; r++)
            {
                var value = weight * features[(i * dimension) + r];
                mean[r] += value;
                for (var c = 0; c <= r; c++)
                {
                    covariance[(r * dimension) + c] += value * features[(i * dimension) + c];
                }
            }
        }

        for (var r = 0; r < dimension && total > 0; r++)
        {
            mean[r] /= total;
            for (var c = 0; c <= r; c++)
            {
                var value = (covariance[(r * dimension) + c] / total) - (mean[r] * mean[c]) + (r == c ? floor[r] : 0);
                covariance[(r * dimension) + c] = covariance[(c * dimension) + r] = value;
            }
        }

        return new Moments(total, mean, covariance);
    }

    /// <summary>Direction of most variance, by power iteration.</summary>
    public double[] MainAxis()
    {
        var n = Mean.Length;
        var axis = Enumerable.Range(0, n).Select(i => Math.Sqrt(_covariance[(i * n) + i])).ToArray();
        for (var round = 0; round < 20; round++)
        {
            var next = new double[n];
            for (var i = 0; i < n * n; i++)
            {
                next[i / n] += _covariance[i] * axis[i % n];
            }

            var length = Math.Sqrt(next.Sum(v => v * v));
            axis = Array.ConvertAll(next, v => v / Math.Max(length, 1e-30));
        }

        return axis;
    }

    /// <summary>Inverse of the covariance and the logarithm of its determinant, by Gauss–Jordan elimination.</summary>
    public (double[] Inverse, double LogDeterminant) Invert()
    {
        var n = Mean.Length;
        var (a, inverse, log) = ((double[])_covariance.Clone(), new double[n * n], 0.0);
        for (var i = 0; i < n; i++)
        {
            inverse[(i * n) + i] = 1;
        }

        for (var p = 0; p < n; p++)
        {
            // Positive definite thanks to the variance floor, so the diagonal needs no pivoting.
            var pivot = Math.Max(a[(p * n) + p], 1e-12);
            log += Math.Log(pivot);
            for (var c = 0; c < n; c++)
            {
                a[(p * n) + c] /= pivot;
                inverse[(p * n) + c] /= pivot;
            }

            for (var r = 0; r < n; r++)
            {
                var factor = a[(r * n) + p];
                for (var c = 0; c < n && r != p; c++)
                {
                    a[(r * n) + c] -= factor * a[(p * n) + c];
                    inverse[(r * n) + c] -= factor * inverse[(p * n) + c];
                }
            }
        }

        return (inverse, log);
    }
}
