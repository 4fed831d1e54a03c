using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>Everything that may be hit at once: the parts by sphere tracing, the strands by their tree.</summary>
internal sealed class Body
{
    private const float Fine = 3e-4f;
    // Past every epsilon, so that coming to a box is no hit.
    private const float Entry = 2e-3f;
    private const int MaxSteps = 160;
    private const float Relaxation = 1.35f;
    private readonly Part[] _parts;
    private readonly StrandField _strands;

    public Body(IReadOnlyList<Model> models)
    {
        _parts = [.. models.SelectMany(model => model.Parts)];
        _strands = new StrandField([.. models.SelectMany(model => model.Strands)]);
        Bounds = models.Aggregate(Geometry.Bounds.Empty, (all, model) => all.Union(model.Bounds()));
    }

    public Bounds Bounds { get; }

    public bool HasStrands => _strands.Strands.Count > 0;

    public Strand Strand(int index) => _strands.Strands[index];

    /// <summary>The first surface or strand before a limit, to within <paramref name="epsilon"/> units.</summary>
    public bool Hit(in Ray ray, float limit, out BodyHit hit, float epsilon = Fine)
    {
        hit = default;
        var inverse = Bounds.Inverse(ray.Direction);
        if (!Bounds.Grow(0.02f).Clip(ray, inverse, limit, out _, out _))
        {
            return false;
        }

        var found = Trace(ray, inverse, limit, epsilon, out var t, out var part);
        if (_strands.Hit(ray, found ? t : limit, out var strand))
        {
            hit = new BodyHit(strand.T, null, strand);
            return true;
        }

        hit = new BodyHit(t, part, default);
        return found;
    }

    private bool Trace(
        in Ray ray, Vector3 inverse, float limit, float epsilon, out float t, out Part? part)
    {
        Span<int> index = stackalloc int[_parts.Length];
        Span<Vector2> span = stackalloc Vector2[_parts.Length];
        var count = 0;
        (t, part) = (float.MaxValue, null);
        var end = 0f;
        for (var i = 0; i < _parts.Length; i++)
        {
            if (_parts[i].Bounds.Clip(ray, inverse, limit, out var enter, out var exit))
            {
                (index[count], span[count]) = (i, new Vector2(enter, exit));
                (t, end) = (MathF.Min(t, enter), MathF.Max(end, exit));
                count++;
            }
        }

        // Over-relaxation (Keinert et al., "Enhanced sphere tracing", STAG 2014): step a little further than is safe, and
        // take it back where the free spheres turn out not to touch.
        var (relax, before, taken) = (Relaxation, 0f, 0f);
        for (var step = 0; step < MaxSteps && t <= end && count > 0; step++)
        {
            var free = Nearest(ray.At(t), t, index[..count], span, out var which);
            if (relax > 1 && free + before < taken)
            {
                t += before - taken;
                (relax, taken) = (1, 0);
                continue;
            }

            if (free < epsilon)
            {
                part = _parts[which];
                return true;
            }

            (before, taken) = (free, free * relax);
            t += taken;
        }

        return false;
    }

    /// <summary>How far the ray may go: to a surface, or to the next box it will enter.</summary>
    private float Nearest(
        Vector3 p, float t, ReadOnlySpan<int> index, ReadOnlySpan<Vector2> span, out int which)
    {
        var nearest = float.MaxValue;
        which = 0;
        for (var k = 0; k < index.Length; k++)
        {
            if (t > span[k].Y)
            {
                continue;
            }

            var d = t < span[k].X ? span[k].X - t + Entry : _parts[index[k]].Distance(p);
            if (d < nearest)
            {
                (nearest, which) = (d, index[k]);
            }
        }

        return nearest;
    }
}
