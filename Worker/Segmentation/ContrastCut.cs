namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The cut that GrabCut seeks, as its convex relaxation: minimises Σ cost·u + Σ weight·|u_i − u_j| over 0 ≤ u ≤ 1 on the
/// 8-connected grid (Chan et al. 2006) by the preconditioned primal–dual method (Pock and Chambolle 2011). A fixed
/// number of steps, so low contrast and noise cost what every picture costs.
/// </summary>
internal sealed class ContrastCut
{
    private static readonly (int X, int Y)[] Steps = [(1, 0), (0, 1), (1, 1), (-1, 1)];
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
        _duals = [.. Steps.Select(_ => new float[picture.Count])];
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
        var previous = new float[u.Length];
        var ahead = (float[])u.Clone();
        for (var step = 0; step < steps; step++)
        {
            Parallel.For(0, 2, half => Ascend(ahead, half * _height / 2, (half + 1) * _height / 2));
            u.CopyTo(previous, 0);
            Parallel.For(0, 2, half => Descend(u, previous, ahead, cost, half * _height / 2, (half + 1) * _height / 2));
        }
    }

    private void Ascend(float[] ahead, int from, int to)
    {
        for (var s = 0; s < Steps.Length; s++)
        {
            var (dx, dy) = Steps[s];
            var (dual, weight) = (_duals[s], _weights[s]);
            for (var y = from; y < Math.Min(to, _height - dy); y++)
            {
                for (var x = dx < 0 ? 1 : 0; x < (dx > 0 ? _width - 1 : _width); x++)
                {
                    var i = (y * _width) + x;
                    var j = i + (dy * _width) + dx;
                    var value = dual[i] + (0.5f * (ahead[j] - ahead[i]));
                    dual[i] = MathF.Max(-weight[i], MathF.Min(weight[i], value));
                }
            }
        }
    }

    private void Descend(float[] u, float[] previous, float[] ahead, float[] cost, int from, int to)
    {
        for (var y = from; y < to; y++)
        {
            for (var x = 0; x < _width; x++)
            {
                var i = (y * _width) + x;
                var flow = _duals[0][i] + _duals[1][i] + _duals[2][i] + _duals[3][i];
                flow -= x > 0 ? _duals[0][i - 1] : 0;
                if (y > 0)
                {
                    flow -= _duals[1][i - _width];
                    flow -= x > 0 ? _duals[2][i - _width - 1] : 0;
                    flow -= x < _width - 1 ? _duals[3][i - _width + 1] : 0;
                }

                var value = MathF.Max(0, MathF.Min(1, previous[i] + (0.125f * (flow - cost[i]))));
                u[i] = value;
                ahead[i] = (2 * value) - previous[i];
            }
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
