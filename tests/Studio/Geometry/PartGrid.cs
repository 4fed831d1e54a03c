using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>
/// Cubic cells over the parts, each knowing which surfaces may lie in it; a ray leaps over the empty ones and traces
/// spheres (Hart 1996) in the others. Empty cells remember the largest empty cube of the halving they belong to.
/// </summary>
internal sealed class PartGrid
{
    private const int Levels = 6;
    private const int Side = 1 << Levels;
    private const int MaxSteps = 96;
    // Cells know surfaces this share of a side beyond them, so that cones up to that wide may ask.
    private const float Beyond = 0.25f;
    private static readonly float Diagonal = MathF.Sqrt(3);
    private readonly Part[] _parts;
    private readonly Bounds _box;
    private readonly float _cell, _perUnit;
    // Per cell: below zero, an empty cube of side 2^(-1 - value) cells; otherwise the start of a list.
    private readonly int[] _cells = new int[Side * Side * Side];
    // Lists of part indices, each after its length.
    private readonly List<int> _building = [];
    private readonly int[] _lists;

    public PartGrid(Part[] parts)
    {
        _parts = parts;
        var all = parts.Aggregate(Bounds.Empty, (b, part) => b.Union(part.Bounds)).Grow(0.03f);
        var size = all.Max - all.Min;
        var length = MathF.Max(size.X, MathF.Max(size.Y, size.Z));
        (_cell, _perUnit) = (length / Side, Side / length);
        _box = new Bounds(all.Center - new Vector3(length / 2), all.Center + new Vector3(length / 2));
        Split(0, 0, 0, Levels, [.. Enumerable.Range(0, parts.Length)]);
        _lists = [.. _building];
    }

    /// <summary>The widest cone that <see cref="Gather"/> answers, in units.</summary>
    public float Widest => _cell * Beyond * 0.9f;

    /// <summary>
    /// Finds where parts come into a cone, and whether one fills it; up to where things are to be seen.
    /// </summary>
    public float Gather(Bundle bundle, Vector3 inverse, float limit)
    {
        (bundle.Start, bundle.Full) = (float.PositiveInfinity, false);
        if (Hit(bundle.Axis, inverse, limit, 0, bundle.Slope, 0, out var near, out _))
        {
            // The last step may have been a little too long.
            bundle.Start = MathF.Max(near - bundle.Radius(near), 0);
            bundle.Full = Hit(bundle.Axis, inverse, limit, 3e-4f, 0, near, out var t, out var part) && bundle.Filled(part!, t);
            // Where a part fills the cone, a little beyond its face lies behind it for all rays.
            limit = bundle.Full ? MathF.Min(limit, t + 25 * bundle.Radius(t)) : limit;
        }

        return limit;
    }

    /// <summary>The first surface within <paramref name="epsilon"/> units before a limit.</summary>
    public bool Hit(
        in Ray ray, Vector3 inverse, float limit, float epsilon, float start, out float t, out Part? part) =>
        Hit(ray, inverse, limit, epsilon, 0, start, out t, out part);

    /// <summary>The same for a cone; <paramref name="slope"/> is its radius at unit distance.</summary>
    private bool Hit(
        in Ray ray, Vector3 inverse, float limit, float epsilon, float slope, float start, out float t, out Part? part)
    {
        part = null;
        if (!_box.Clip(ray, inverse, limit, out t, out var end))
        {
            return false;
        }

        t = MathF.Max(t, start);
        var nudge = _cell * 1e-3f;
        while (t < end)
        {
            var q = (ray.At(t + nudge) - _box.Min) * _perUnit;
            var (x, y, z) = (Cell(q.X), Cell(q.Y), Cell(q.Z));
            var content = _cells[(x * Side + y) * Side + z];
            var level = content < 0 ? -1 - content : 0;
            var exit = MathF.Min(Exit(ray, inverse, x >> level, y >> level, z >> level, _cell * (1 << level)), end);
            if (content >= 0 && March(ray, ref t, exit, epsilon, slope, content, out part))
            {
                return t < limit;
            }

            t = MathF.Max(exit, t + nudge);
        }

        return false;
    }

    private bool March(
        in Ray ray, ref float t, float exit, float epsilon, float slope, int list, out Part? part)
    {
        var indices = _lists.AsSpan(list + 1, _lists[list]);
        for (var step = 0; step < MaxSteps && t <= exit + epsilon; step++)
        {
            var (nearest, which) = (float.MaxValue, 0);
            var p = ray.At(t);
            foreach (var index in indices)
            {
                var d = _parts[index].Distance(p);
                (nearest, which) = d < nearest ? (d, index) : (nearest, which);
            }

            nearest -= slope * t;
            if (nearest < epsilon)
            {
                part = _parts[which];
                return true;
            }

            // A cone comes to its surface by ever smaller steps; the last of them are not worth it.
            t += slope > 0 ? MathF.Max(nearest, slope * t * 0.25f) : nearest;
        }

        part = null;
        return false;
    }

    private float Exit(in Ray ray, Vector3 inverse, int x, int y, int z, float size)
    {
        var low = _box.Min + new Vector3(x, y, z) * size;
        var a = (low - ray.Origin) * inverse;
        var b = (low + new Vector3(size) - ray.Origin) * inverse;
        var far = Vector3.Max(a, b);
        return MathF.Min(far.X, MathF.Min(far.Y, far.Z));
    }

    /// <summary>Halves a cube of 2^level cells until it holds no surface or is one cell.</summary>
    private void Split(int x, int y, int z, int level, int[] candidates)
    {
        var size = _cell * (1 << level);
        var center = _box.Min + new Vector3(x, y, z) * _cell + new Vector3(size / 2);
        // A surface further from the centre than the corners is not in the cube. A little more, for rounding.
        var reach = size / 2 * Diagonal + _cell * Beyond;
        var near = Array.FindAll(candidates, index => MathF.Abs(_parts[index].Distance(center)) <= reach);
        if (near.Length == 0 || level == 0)
        {
            Fill(x, y, z, level, near);
            return;
        }

        var half = 1 << (level - 1);
        for (var corner = 0; corner < 8; corner++)
        {
            Split(x + (corner & 1) * half, y + (corner >> 1 & 1) * half, z + (corner >> 2) * half, level - 1, near);
        }
    }

    private void Fill(int x, int y, int z, int level, int[] near)
    {
        var content = near.Length == 0 ? -1 - level : _building.Count;
        if (near.Length > 0)
        {
            _building.Add(near.Length);
            _building.AddRange(near);
        }

        var size = 1 << level;
        for (var i = x; i < x + size; i++)
        {
            for (var j = y; j < y + size; j++)
            {
                _cells.AsSpan((i * Side + j) * Side + z, size).Fill(content);
            }
        }
    }

    private static int Cell(float v) => Math.Clamp((int)v, 0, Side - 1);
}
