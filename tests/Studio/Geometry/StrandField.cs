using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>Ray queries against many strands: a binary tree of boxes over their segments.</summary>
internal sealed class StrandField
{
    private const int LeafSize = 4;
    private readonly Segment[] _segments;
    private readonly Node[] _nodes;

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
                var (a, b) = (points[k], points[k + 1]);
                segments.Add(new Segment(a, b, b - a, from, to, strands[i].Radius, i));
            }
        }

        _segments = [.. segments];
        var nodes = new List<Node>();
        if (_segments.Length > 0)
        {
            Build(nodes, 0, _segments.Length);
        }

        _nodes = [.. nodes];
    }

    public IReadOnlyList<Strand> Strands { get; }

    /// <summary>
    /// The nearest strand before <paramref name="limit"/>, or with <paramref name="any"/> one of them.
    /// </summary>
    public bool Hit(in Ray ray, float limit, out StrandHit hit, bool any = false)
    {
        hit = default;
        if (_nodes.Length == 0)
        {
            return false;
        }

        var inverse = Bounds.Inverse(ray.Direction);
        Span<int> stack = stackalloc int[64];
        var depth = 0;
        stack[depth++] = 0;
        var (found, leaf) = (false, 0);
        while (depth > 0)
        {
            ref readonly var node = ref _nodes[stack[--depth]];
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
                ref readonly var segment = ref _segments[i];
                // Where two segments of a strand join, both are met at once: the later leaf has it, whichever came
                // first.
                var tie = found && node.Start > leaf ? MathF.BitIncrement(limit) : limit;
                if (Cross(ray, segment, tie, out var t, out var s))
                {
                    (limit, found, leaf) = (t, true, node.Start);
                    hit = new StrandHit(t, Strands[segment.Strand], s, Vector3.Normalize(segment.Axis));
                    if (any)
                    {
                        return true;
                    }
                }
            }
        }

        return found;
    }

    /// <summary>Lists the segments that come into a cone.</summary>
    public void Gather(Bundle bundle, Vector3 inverse, float limit)
    {
        bundle.Strands.Clear();
        if (_nodes.Length == 0)
        {
            return;
        }

        var radius = bundle.Radius(limit);
        Span<int> stack = stackalloc int[64];
        var depth = 0;
        stack[depth++] = 0;
        while (depth > 0)
        {
            ref readonly var node = ref _nodes[stack[--depth]];
            if (!node.Bounds.Grow(radius).Clip(bundle.Axis, inverse, limit, out _, out _))
            {
                continue;
            }

            if (node.Count == 0)
            {
                stack[depth++] = node.Left;
                stack[depth++] = node.Right;
                continue;
            }

            for (var i = node.Start; i < node.Start + node.Count; i++)
            {
                if (Cross(bundle.Axis, _segments[i], limit, out _, out _, radius))
                {
                    bundle.Strands.Add(i);
                }
            }
        }
    }

    /// <summary>The nearest of the listed segments before a limit.</summary>
    public bool Hit(in Ray ray, List<int> listed, float limit, out StrandHit hit)
    {
        (hit, var found) = (default, false);
        foreach (var i in listed)
        {
            ref readonly var segment = ref _segments[i];
            if (Cross(ray, segment, limit, out var t, out var s))
            {
                (limit, found) = (t, true);
                hit = new StrandHit(t, Strands[segment.Strand], s, Vector3.Normalize(segment.Axis));
            }
        }

        return found;
    }

    /// <summary>A strand is thinner than a pixel, so it is met where the ray passes its axis closest.</summary>
    private static bool Cross(
        in Ray ray, in Segment segment, float limit, out float t, out float s, float more = 0)
    {
        var axis = segment.Axis;
        var w = segment.A - ray.Origin;
        var b = Vector3.Dot(ray.Direction, axis);
        var c = axis.LengthSquared();
        var d = Vector3.Dot(ray.Direction, w);
        var e = Vector3.Dot(axis, w);
        var det = c - b * b;
        var u = det < 1e-12f ? 0 : Math.Clamp((b * d - e) / det, 0, 1);
        t = d + u * b;
        s = segment.From + (segment.To - segment.From) * u;
        if (t <= 1e-3f || t >= limit + more)
        {
            return false;
        }

        // Some ray of a cone meets the strand elsewhere, where it may be thicker.
        var radius = more > 0 ? segment.Radius + more : Strand.RadiusAt(segment.Radius, s);
        return (ray.At(t) - segment.A - axis * u).LengthSquared() < radius * radius;
    }

    private int Build(List<Node> nodes, int start, int count)
    {
        var bounds = Bounds.Empty;
        for (var i = start; i < start + count; i++)
        {
            ref readonly var segment = ref _segments[i];
            bounds = bounds.Union(Bounds.Empty.Include(segment.A).Include(segment.B).Grow(segment.Radius));
        }

        var index = nodes.Count;
        nodes.Add(new Node(bounds, start, count, 0, 0, 0));
        if (count <= LeafSize)
        {
            return index;
        }

        var size = bounds.Max - bounds.Min;
        var axis = size.X > size.Y ? (size.X > size.Z ? 0 : 2) : (size.Y > size.Z ? 1 : 2);
        Sort(start, count, axis);
        var left = Build(nodes, start, count / 2);
        var right = Build(nodes, start + count / 2, count - count / 2);
        nodes[index] = new Node(bounds, 0, 0, left, right, axis);
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

    private readonly record struct Segment(
        Vector3 A, Vector3 B, Vector3 Axis, float From, float To, float Radius, int Strand);

    private readonly record struct Node(Bounds Bounds, int Start, int Count, int Left, int Right, int Axis);
}
