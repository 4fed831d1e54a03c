namespace Pipeline.Worker.Matting;

/// <summary>
/// Finds the nearest of many points (k-d tree, Bentley 1975): split in halves along the widest side until few are left.
/// </summary>
internal sealed class NeighbourTree
{
    public const int Dimensions = 5;

    private const int Leaf = 12;

    private readonly float[] _features;
    private readonly int[] _order;
    private readonly List<Node> _nodes = [];

    /// <param name="features">Points one after the other; kept, not copied.</param>
    public NeighbourTree(float[] features)
    {
        _features = features;
        _order = [.. Enumerable.Range(0, features.Length / Dimensions)];
        Split(0, _order.Length, new float[_order.Length]);
    }

    /// <summary>The nearest points by Euclidean distance, nearest first, the point itself among them.</summary>
    /// <param name="point">Index of the point whose neighbours are wanted.</param>
    /// <param name="nearest">Receives indices, as many as it holds; no more than there are points.</param>
    /// <param name="distances">Of the same length; receives squared distances.</param>
    public void Find(int point, Span<int> nearest, Span<float> distances)
    {
        distances.Fill(float.MaxValue);
        Visit(0, Feature(point), nearest, distances);
    }

    private ReadOnlySpan<float> Feature(int point) => _features.AsSpan(Dimensions * point, Dimensions);

    private int Split(int start, int end, float[] keys)
    {
        var at = _nodes.Count;
        _nodes.Add(new Node(start, end, -1, 0, -1));
        if (end - start <= Leaf)
        {
            return at;
        }

        var axis = Widest(start, end);
        for (var i = start; i < end; i++)
        {
            keys[i] = _features[(Dimensions * _order[i]) + axis];
        }

        Array.Sort(keys, _order, start, end - start);
        var middle = (start + end) / 2;
        var border = keys[middle];
        Split(start, middle, keys);
        var right = Split(middle, end, keys);
        _nodes[at] = new Node(start, end, axis, border, right);
        return at;
    }

    private int Widest(int start, int end)
    {
        var (widest, most) = (0, -1f);
        for (var axis = 0; axis < Dimensions; axis++)
        {
            var (low, high) = (float.MaxValue, float.MinValue);
            for (var i = start; i < end; i++)
            {
                var value = _features[(Dimensions * _order[i]) + axis];
                (low, high) = (MathF.Min(low, value), MathF.Max(high, value));
            }

            (widest, most) = high - low > most ? (axis, high - low) : (widest, most);
        }

        return widest;
    }

    private void Visit(int at, ReadOnlySpan<float> feature, Span<int> nearest, Span<float> distances)
    {
        var node = _nodes[at];
        if (node.Axis < 0)
        {
            for (var i = node.Start; i < node.End; i++)
            {
                Offer(_order[i], feature, nearest, distances);
            }

            return;
        }

        var gap = feature[node.Axis] - node.Border;
        var (first, second) = gap < 0 ? (at + 1, node.Right) : (node.Right, at + 1);
        Visit(first, feature, nearest, distances);
        if (gap * gap < distances[^1])
        {
            Visit(second, feature, nearest, distances);
        }
    }

    private void Offer(int point, ReadOnlySpan<float> feature, Span<int> nearest, Span<float> distances)
    {
        var other = Feature(point);
        var distance = 0f;
        for (var axis = 0; axis < Dimensions; axis++)
        {
            var step = feature[axis] - other[axis];
            distance += step * step;
        }

        if (distance >= distances[^1])
        {
            return;
        }

        var place = distances.Length - 1;
        for (; place > 0 && distances[place - 1] > distance; place--)
        {
            (distances[place], nearest[place]) = (distances[place - 1], nearest[place - 1]);
        }

        (distances[place], nearest[place]) = (distance, point);
    }

    /// <summary>The left half follows its node; Axis is −1 in a leaf.</summary>
    private readonly record struct Node(int Start, int End, int Axis, float Border, int Right);
}
