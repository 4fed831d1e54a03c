using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>Parts and strands that move together, at <paramref name="velocity"/> units per exposure.</summary>
/// <param name="models">What belongs to it.</param>
/// <param name="velocity">Zero for what stands still.</param>
/// <param name="gridded">
/// Finds surfaces through a <see cref="PartGrid"/>, many times faster. Without, every part is asked along the whole ray;
/// the committed samples were taken so and are kept to the byte.
/// </param>
internal sealed class Cluster(IReadOnlyList<Model> models, Vector3 velocity, bool gridded)
{
    private readonly PartTracer _tracer = new([.. Parts(models, clear: false)]);
    private readonly PartGrid? _grid = gridded && Parts(models, false).Any() ? new PartGrid([.. Parts(models, false)]) : null;
    private readonly StrandField _strands = new([.. models.SelectMany(model => model.Strands)]);
    private readonly Part[] _clear = [.. Parts(models, clear: true)];
    private readonly Bounds _box = models.Aggregate(Bounds.Empty, (all, model) => all.Union(model.Bounds()));

    /// <summary>Everything during the exposure.</summary>
    public Bounds Bounds => _box.Move(velocity / -2).Union(_box.Move(velocity / 2));

    public Vector3 Velocity => velocity;

    public bool HasGlass => _clear.Length > 0;

    /// <summary>The first surface or strand before a limit, to within <paramref name="epsilon"/> units.</summary>
    public bool Hit(in Ray moment, float limit, out BodyHit hit, float epsilon)
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
            : _grid.Hit(ray, inverse, limit, epsilon, out t, out part);
        if (_strands.Hit(ray, found ? t : limit, out var strand))
        {
            hit = new BodyHit(strand.T, null, strand, shift);
            return true;
        }

        hit = new BodyHit(t, part, default, shift);
        return found;
    }

    /// <summary>Adds where the ray passes through the faces of clear parts, unordered; the count so far goes in and out.</summary>
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
        const float Least = 1e-3f;
        const int MaxSteps = 500;
        var inside = false;
        for (var step = 0; step < MaxSteps && t <= end && count < crossings.Length; step++)
        {
            var distance = part.Distance(ray.At(t));
            if (distance < 0 != inside)
            {
                inside = !inside;
                crossings[count++] = new Crossing(t, inside, part, shift);
            }

            t += MathF.Max(MathF.Abs(distance), Least);
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
