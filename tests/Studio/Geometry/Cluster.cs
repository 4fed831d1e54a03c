using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>Parts and strands that move together, at <paramref name="velocity"/> units per exposure.</summary>
/// <param name="models">What belongs to it.</param>
/// <param name="velocity">Zero for what stands still.</param>
/// <param name="gridded">
/// Finds surfaces through a <see cref="PartGrid"/>, many times faster. Without, every part is asked along the whole
/// ray; the committed samples were taken so and are kept to the byte.
/// </param>
internal sealed class Cluster(IReadOnlyList<Model> models, Vector3 velocity, bool gridded)
{
    private readonly PartTracer _tracer = new([.. Parts(models, clear: false)]);
    private readonly PartGrid? _grid =
        gridded && Parts(models, clear: false).Any() ? new PartGrid([.. Parts(models, clear: false)]) : null;
    private readonly StrandField _strands = new([.. models.SelectMany(model => model.Strands)]);
    private readonly Part[] _clear = [.. Parts(models, clear: true)];
    private readonly Bounds _box = models.Aggregate(Bounds.Empty, (all, model) => all.Union(model.Bounds()));

    /// <summary>Everything during the exposure.</summary>
    public Bounds Bounds => _box.Move(velocity / -2).Union(_box.Move(velocity / 2));

    public Vector3 Velocity => velocity;

    public bool HasGlass => _clear.Length > 0;

    /// <summary>
    /// The first surface or strand before a limit, to within <paramref name="epsilon"/> units; with <paramref
    /// name="any"/> it need not be the first.
    /// </summary>
    public bool Hit(in Ray moment, float limit, out BodyHit hit, float epsilon, bool any)
    {
        hit = default;
        var shift = velocity * moment.Time;
        var ray = moment with { Origin = moment.Origin - shift };
        var inverse = Bounds.Inverse(ray.Direction);
        if (!_box.Grow(0.02f).Clip(ray, inverse, limit, out _, out _))
        {
            return false;
        }

        var found = _grid is null
            ? _tracer.Hit(ray, inverse, limit, epsilon, out var t, out var part)
            : _grid.Hit(ray, inverse, limit, epsilon, 0, out t, out part);
        if (!(any && found) && _strands.Hit(ray, found ? t : limit, out var strand, any))
        {
            hit = new BodyHit(strand.T, null, strand, shift);
            return true;
        }

        hit = new BodyHit(t, part, default, shift);
        return found;
    }

    /// <summary>Finds what a pixel's rays have in common; false when they are too far apart or things move.</summary>
    public bool Gather(Bundle bundle, float limit)
    {
        if (_grid is null || velocity != Vector3.Zero)
        {
            return false;
        }

        var inverse = Bounds.Inverse(bundle.Axis.Direction);
        var radius = bundle.Radius(limit);
        if (!_box.Grow(0.02f + radius).Clip(bundle.Axis, inverse, limit, out _, out var far))
        {
            (bundle.Start, bundle.Full) = (float.PositiveInfinity, false);
            bundle.Strands.Clear();
            return true;
        }

        if (bundle.Radius(far) > _grid.Widest)
        {
            return false;
        }

        _strands.Gather(bundle, inverse, _grid.Gather(bundle, inverse, far));
        return true;
    }

    /// <summary>As the other, for a ray of a bundle.</summary>
    public bool Hit(in Ray ray, float limit, Bundle bundle, out BodyHit hit, float epsilon)
    {
        var (t, part, found) = (0f, default(Part), false);
        if (bundle.Start < limit)
        {
            found = _grid!.Hit(ray, Bounds.Inverse(ray.Direction), limit, epsilon, bundle.Start, out t, out part);
        }

        if (_strands.Hit(ray, bundle.Strands, found ? t : limit, out var strand))
        {
            hit = new BodyHit(strand.T, null, strand);
            return true;
        }

        hit = new BodyHit(t, part, default);
        return found;
    }

    /// <summary>Adds where the ray passes through faces of clear parts, unordered, and how many they are.</summary>
    public void Cross(in Ray moment, float limit, Span<Crossing> crossings, ref int count)
    {
        var shift = velocity * moment.Time;
        var ray = moment with { Origin = moment.Origin - shift };
        var inverse = Bounds.Inverse(ray.Direction);
        foreach (var part in _clear)
        {
            if (part.Bounds.Clip(ray, inverse, limit, out var t, out var end))
            {
                Walk(part, ray, t, end, shift, crossings, ref count);
            }
        }
    }

    /// <summary>Steps by the distance on either side of a face; a face lies where the sign changes.</summary>
    private static void Walk(
        Part part, in Ray ray, float t, float end, Vector3 shift, Span<Crossing> crossings, ref int count)
    {
        const float Least = 4e-3f;
        const int MaxSteps = 300;
        var (inside, last, before) = (false, 0f, 0f);
        for (var step = 0; step < MaxSteps && t <= end && count < crossings.Length; step++)
        {
            var distance = part.Distance(ray.At(t));
            if (distance < 0 != inside)
            {
                inside = !inside;
                // The last step went through the face: in proportion to the distances on both sides of it.
                var back = step == 0 ? 0 : last * MathF.Abs(distance) / (MathF.Abs(distance) + before);
                crossings[count++] = new Crossing(t - back, inside, part, shift);
            }

            before = MathF.Abs(distance);
            last = MathF.Max(before, Least);
            t += last;
        }

        // Where the ray is cut off inside (by what stands in it), so is the path through the glass.
        if (inside && count < crossings.Length)
        {
            crossings[count++] = new Crossing(end, false, part, shift);
        }
    }

    private static IEnumerable<Part> Parts(IReadOnlyList<Model> models, bool clear) =>
        models.SelectMany(model => model.Parts).Where(part => part.Material.Glass is not null == clear);
}
