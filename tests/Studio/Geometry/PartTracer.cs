using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>Sphere tracing against all parts at once, with nothing but their boxes to leave some out.</summary>
internal sealed class PartTracer(Part[] parts)
{
    // Past every epsilon, so that coming to a box is no hit.
    private const float Entry = 2e-3f;
    private const int MaxSteps = 160;
    private const float Relaxation = 1.35f;

    /// <summary>The first surface within <paramref name="epsilon"/> units before a limit.</summary>
    public bool Hit(in Ray ray, Vector3 inverse, float limit, float epsilon, out float t, out Part? part)
    {
        Span<int> index = stackalloc int[parts.Length];
        Span<Vector2> span = stackalloc Vector2[parts.Length];
        var count = 0;
        (t, part) = (float.MaxValue, null);
        var end = 0f;
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Bounds.Clip(ray, inverse, limit, out var enter, out var exit))
            {
                (index[count], span[count]) = (i, new Vector2(enter, exit));
                (t, end) = (MathF.Min(t, enter), MathF.Max(end, exit));
                count++;
            }
        }

        // Over-relaxation (Keinert et al., "Enhanced sphere tracing", STAG 2014): step a little further than is safe,
        // and take it back where the free spheres turn out not to touch.
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
                part = parts[which];
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

            var d = t < span[k].X ? span[k].X - t + Entry : parts[index[k]].Distance(p);
            if (d < nearest)
            {
                (nearest, which) = (d, index[k]);
            }
        }

        return nearest;
    }
}
