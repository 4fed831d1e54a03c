namespace Pipeline.Worker.Matting;

/// <summary>
/// Ties between points, each of weight 1 and in both directions, and their Laplacian's solution at the unknown points
/// by conjugate gradients with the diagonal as preconditioner.
/// </summary>
/// <param name="count">Points.</param>
/// <param name="unknown">The first so many are unknown.</param>
internal sealed class NeighbourTies(int count, int unknown)
{
    private readonly List<(int[] Neighbours, int PerPoint)> _kinds = [];

    // For each unknown point, where its ties begin; the points that it is tied to.
    private int[] _first = [];
    private int[] _tied = [];

    /// <summary>Ties every point to its nearest ones.</summary>
    /// <param name="features">See <see cref="NeighbourTree"/>.</param>
    /// <param name="neighbours">For each point, itself counted, as it is the nearest.</param>
    public void Add(float[] features, int neighbours)
    {
        var tree = new NeighbourTree(features);
        var perPoint = Math.Min(neighbours, count);
        var found = new int[count * perPoint];
        Parallel.For(0, count, () => new float[perPoint], (point, _, distances) =>
        {
            tree.Find(point, found.AsSpan(point * perPoint, perPoint), distances);
            return distances;
        }, _ => { });
        _kinds.Add((found, perPoint));
    }

    /// <summary>Improves the unknown points' alpha until the residual is small or the steps are used up.</summary>
    /// <param name="alpha">Of all points.</param>
    /// <param name="tolerance">Residual norm relative to the right-hand side's.</param>
    /// <param name="maxSteps">Most steps.</param>
    /// <param name="cancellation">Checked at every step.</param>
    public void Solve(double[] alpha, double tolerance, int maxSteps, CancellationToken cancellation)
    {
        Gather();
        var (residual, direction, image) = (new double[unknown], new double[count], new double[unknown]);
        var right = RightNorm(alpha);
        Multiply(alpha, residual);
        var energy = 0.0;
        for (var i = 0; i < unknown; i++)
        {
            residual[i] = -residual[i];
            direction[i] = residual[i] / Degree(i);
            energy += residual[i] * direction[i];
        }

        for (var step = 0; step < maxSteps && energy > 0; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            Multiply(direction, image);
            var length = energy / Dot(direction, image);
            var (norm, next) = Advance(alpha, residual, direction, image, length);
            if (!double.IsFinite(length) || norm <= tolerance * tolerance * right)
            {
                return;
            }

            for (var i = 0; i < unknown; i++)
            {
                direction[i] = (residual[i] / Degree(i)) + (next / energy * direction[i]);
            }

            energy = next;
        }
    }

    private (double Norm, double Energy) Advance(
        double[] alpha, double[] residual, double[] direction, double[] image, double length)
    {
        var (norm, energy) = (0.0, 0.0);
        for (var i = 0; i < unknown; i++)
        {
            alpha[i] += length * direction[i];
            residual[i] -= length * image[i];
            norm += residual[i] * residual[i];
            energy += residual[i] * residual[i] / Degree(i);
        }

        return (norm, energy);
    }

    /// <summary>
    /// Ties of all kinds, sorted by the unknown point they belong to. A point's tie to itself says nothing.
    /// </summary>
    private void Gather()
    {
        _first = new int[unknown + 1];
        ForTies((point, _) => _first[point + 1]++);
        for (var i = 0; i < unknown; i++)
        {
            _first[i + 1] += _first[i];
        }

        _tied = new int[_first[unknown]];
        var next = _first.AsSpan(0, unknown).ToArray();
        ForTies((point, other) => _tied[next[point]++] = other);
        _kinds.Clear();
    }

    private void ForTies(Action<int, int> visit)
    {
        foreach (var (neighbours, perPoint) in _kinds)
        {
            for (var i = 0; i < neighbours.Length; i++)
            {
                var (point, other) = (i / perPoint, neighbours[i]);
                if (point != other && point < unknown)
                {
                    visit(point, other);
                }

                if (point != other && other < unknown)
                {
                    visit(other, point);
                }
            }
        }
    }

    // A point among equals may have no ties; it keeps its alpha.
    private int Degree(int point) => Math.Max(1, _first[point + 1] - _first[point]);

    private void Multiply(double[] vector, double[] product) => Parallel.For(0, unknown, point =>
    {
        var sum = 0.0;
        for (var tie = _first[point]; tie < _first[point + 1]; tie++)
        {
            sum += vector[point] - vector[_tied[tie]];
        }

        product[point] = sum;
    });

    private double RightNorm(double[] alpha)
    {
        var known = (double[])alpha.Clone();
        known.AsSpan(0, unknown).Clear();
        var product = new double[unknown];
        Multiply(known, product);
        return Dot(product, product);
    }

    private double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < unknown; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
