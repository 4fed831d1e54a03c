using System.Numerics;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The cut that GrabCut seeks, as its convex relaxation: minimises Σ cost·u + Σ weight·|u_i − u_j| over 0 ≤ u ≤ 1 on
/// the 8-connected grid (Chan et al. 2006) by the preconditioned primal–dual method (Pock and Chambolle 2011). A fixed
/// number of steps, so low contrast and noise cost what every picture costs.
/// </summary>
internal sealed class ContrastCut
{
    private static readonly (int X, int Y)[] Steps = [(1, 0), (0, 1), (1, 1), (-1, 1)];
    private const int Bands = 4;
    private readonly int _padding;
    private readonly int _width;
    private readonly int _height;
    private readonly float[][] _weights;
    private readonly float[][] _duals;

    /// <param name="picture">Colours, whose steps make a boundary cheap.</param>
    /// <param name="smoothness">Cost of a boundary pixel where there is no contrast, in nats.</param>
    public ContrastCut(WorkingPicture picture, float smoothness)
    {
        (_width, _height) = (picture.Width, picture.Height);
        _weights = [.. Steps.Select(_ => new float[picture.Count])];
        _padding = _width + 1;
        _duals = [.. Steps.Select(_ => new float[picture.Count + _padding])];
        double sum = 0;
        long pairs = 0;
        ForPairs((s, i, j) =>
        {
            var d = picture.Difference(i, j);
            _weights[s][i] = d * d;
            sum += d * d;
            pairs++;
        });

        // Twice the mean squared step, as in GrabCut; the floor keeps noise from passing for edges.
        var beta = (float)(1 / Math.Max(2 * sum / Math.Max(1, pairs), 2));
        ForPairs((s, i, _) =>
            _weights[s][i] = smoothness * MathF.Exp(-beta * _weights[s][i]) / (s < 2 ? 1 : 1.4142135f));
    }

    /// <summary>Improves <paramref name="u"/> in place. Duals are kept, so a further call goes on from here.</summary>
    public void Minimise(float[] u, float[] cost, int steps)
    {
        var ahead = new float[u.Length + _padding];
        u.CopyTo(ahead, 0);
        int Start(int band) => (int)((long)u.Length * band / Bands);
        for (var step = 0; step < steps; step++)
        {
            Parallel.For(0, Bands, band => Ascend(ahead, Start(band), Start(band + 1)));
            Parallel.For(0, Bands, band => Descend(u, ahead, cost, Start(band), Start(band + 1)));
        }
    }

    /// <summary>
    /// Pairs that leave the picture have weight 0, so their duals stay 0 and rows need no special ends.
    /// </summary>
    private void Ascend(float[] ahead, int from, int to)
    {
        for (var s = 0; s < Steps.Length; s++)
        {
            var dual = _duals[s].AsSpan(_padding + from, to - from);
            var weight = _weights[s].AsSpan(from, to - from);
            var here = ahead.AsSpan(from, to - from);
            var there = ahead.AsSpan(from + (Steps[s].Y * _width) + Steps[s].X, to - from);
            var i = 0;
            for (; i <= dual.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var limit = new Vector<float>(weight[i..]);
                var value = new Vector<float>(dual[i..])
                    + ((new Vector<float>(there[i..]) - new Vector<float>(here[i..])) * 0.5f);
                Vector.Max(-limit, Vector.Min(limit, value)).CopyTo(dual[i..]);
            }

            for (; i < dual.Length; i++)
            {
                var value = dual[i] + ((there[i] - here[i]) * 0.5f);
                dual[i] = MathF.Max(-weight[i], MathF.Min(weight[i], value));
            }
        }
    }

    private void Descend(float[] u, float[] ahead, float[] cost, int from, int to)
    {
        var i = from;
        for (; i <= to - Vector<float>.Count; i += Vector<float>.Count)
        {
            var flow = -new Vector<float>(cost, i);
            for (var s = 0; s < Steps.Length; s++)
            {
                var at = _padding + i;
                flow += new Vector<float>(_duals[s], at)
                    - new Vector<float>(_duals[s], at - (Steps[s].Y * _width) - Steps[s].X);
            }

            var before = new Vector<float>(u, i);
            var value = Vector.Max(Vector<float>.Zero, Vector.Min(Vector<float>.One, before + (flow * 0.125f)));
            value.CopyTo(u, i);
            (value + value - before).CopyTo(ahead, i);
        }

        for (; i < to; i++)
        {
            var flow = -cost[i];
            for (var s = 0; s < Steps.Length; s++)
            {
                var at = _padding + i;
                flow += _duals[s][at] - _duals[s][at - (Steps[s].Y * _width) - Steps[s].X];
            }

            var before = u[i];
            u[i] = MathF.Max(0, MathF.Min(1, before + (flow * 0.125f)));
            ahead[i] = u[i] + u[i] - before;
        }
    }

    private void ForPairs(Action<int, int, int> visit)
    {
        for (var s = 0; s < Steps.Length; s++)
        {
            var (dx, dy) = Steps[s];
            for (var y = 0; y < _height - dy; y++)
            {
                for (var x = dx < 0 ? 1 : 0; x < (dx > 0 ? _width - 1 : _width); x++)
                {
                    var i = (y * _width) + x;
                    visit(s, i, i + (dy * _width) + dx);
                }
            }
        }
    }
}
