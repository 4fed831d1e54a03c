using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>Ray queries against many strands: a binary tree of boxes over their segments.</summary>
internal sealed class StrandField
{
    private const int LeafSize = 4;
    private readonly Segment[] _segments;
    private readonly List<Node> _nodes = [];

    public StrandField(IReadOnlyList<Strand> strands)
    {
        Strands = strands;
        var segments = new List<Segment>();
        for (var i = 0; i < strands.Count; i++)
        {
            var points = strands[i].Points;
            for (var k = 0; k + 1 < points.Length; k++)
            {
                var from = k / (points.Length - 1f);
                var to = (k + 1) / (points.Length - 1f);
                segments.Add(new Segment(points[k], points[k + 1], from, to, i));
            }
        }

        _segments = [.. segments];
        if (_segments.Length > 0)
        {
            Build(0, _segments.Length);
        }
    }

    public IReadOnlyList<Strand> Strands { get; }

    /// <summary>The nearest strand before <paramref name="limit"/>: its index, place along it and direction.</summary>
    public bool Hit(in Ray ray, float limit, out StrandHit hit)
    {
        hit = default;
        if (_nodes.Count == 0)
        {
            return false;
        }

        var inverse = Bounds.Inverse(ray.Direction);
        Span<int> stack = stackalloc int[64];
        var depth = 0;
        stack[depth++] = 0;
        var found = false;
        while (depth > 0)
        {
            var node = _nodes[stack[--depth]];
            if (!node.Bounds.Clip(ray, inverse, limit, out _, out _))
            {
                continue;
            }

            if (node.Count == 0)
            {
                // The nearer half is looked at first, so that it may spare the other.
                var forward = ray.Direction[node.Axis] > 0;
                stack[depth++] = forward ? node.Right : node.Left;
                stack[depth++] = forward ? node.Left : node.Right;
                continue;
            }

            for (var i = node.Start; i < node.Start + node.Count; i++)
            {
                if (Cross(ray, _segments[i], limit, out var t, out var s))
                {
                    limit = t;
                    found = true;
                    var along = Vector3.Normalize(_segments[i].B - _segments[i].A);
                    hit = new StrandHit(t, Strands[_segments[i].Strand], s, along);
                }
            }
        }

        return found;
    }

    /// <summary>A strand is thinner than a pixel, so it is met where the ray passes its axis closest.</summary>
    private bool Cross(in Ray ray, in Segment segment, float limit, out float t, out float s)
    {
        var axis = segment.B - segment.A;
        var w = segment.A - ray.Origin;
        var b = Vector3.Dot(ray.Direction, axis);
        var c = axis.LengthSquared();
        var d = Vector3.Dot(ray.Direction, w);
        var e = Vector3.Dot(axis, w);
        var det = c - b * b;
        var u = det < 1e-12f ? 0 : Math.Clamp((b * d - e) / det, 0, 1);
        t = d + u * b;
        s = segment.From + (segment.To - segment.From) * u;
        if (t <= 1e-3f || t >= limit)
        {
            return false;
        }

        var radius = Strands[segment.Strand].RadiusAt(s);
        return (ray.At(t) - segment.A - axis * u).LengthSquared() < radius * radius;
    }

    private int Build(int start, int count)
    {
        var bounds = Bounds.Empty;
        for (var i = start; i < start + count; i++)
        {
            var grow = Strands[_segments[i].Strand].Radius;
            bounds = bounds.Union(Bounds.Empty.Include(_segments[i].A).Include(_segments[i].B).Grow(grow));
        }

        var index = _nodes.Count;
        _nodes.Add(new Node(bounds, start, count, 0, 0, 0));
        if (count <= LeafSize)
        {
            return index;
        }

        var size = bounds.Max - bounds.Min;
        var axis = size.X > size.Y ? (size.X > size.Z ? 0 : 2) : (size.Y > size.Z ? 1 : 2);
        Sort(start, count, axis);
        var left = Build(start, count / 2);
        var right = Build(start + count / 2, count - count / 2);
        _nodes[index] = new Node(bounds, 0, 0, left, right, axis);
        return index;
    }

    /// <summary>By the middle along an axis, equals in the order they had: the tree is the same on every run.</summary>
    private void Sort(int start, int count, int axis)
    {
        var keys = new ulong[count];
        for (var i = 0; i < count; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits((_segments[start + i].A + _segments[start + i].B)[axis]);
            var ordered = (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
            keys[i] = (ulong)ordered << 32 | (uint)i;
        }

        keys.AsSpan().Sort(_segments.AsSpan(start, count));
    }

    private readonly record struct Segment(Vector3 A, Vector3 B, float From, float To, int Strand);

    private readonly record struct Node(Bounds Bounds, int Start, int Count, int Left, int Right, int Axis);
}
