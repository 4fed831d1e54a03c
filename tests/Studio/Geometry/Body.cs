using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>Everything that may be hit at once: what stands still, what moves, and smoke.</summary>
internal sealed class Body
{
    private const float Fine = 3e-4f;
    private readonly Cluster[] _clusters;

    /// <param name="models">What is in the picture.</param>
    /// <param name="gridded">Many times faster, and not to the last bit the same; see <see cref="Cluster"/>.</param>
    public Body(IReadOnlyList<Model> models, bool gridded = false)
    {
        _clusters = [.. models.GroupBy(model => model.Velocity).Select(g => new Cluster([.. g], g.Key, gridded))];
        Smokes = [.. models.SelectMany(model => model.Smokes)];
        Bounds = _clusters.Aggregate(Geometry.Bounds.Empty, (all, cluster) => all.Union(cluster.Bounds));
    }

    public Bounds Bounds { get; }

    public IReadOnlyList<Smoke> Smokes { get; }

    /// <summary>Whether anything moves while the shutter is open.</summary>
    public bool Moves => _clusters.Any(cluster => cluster.Velocity != Vector3.Zero);

    public bool HasGlass => _clusters.Any(cluster => cluster.HasGlass);

    /// <summary>The first opaque surface or strand before a limit, to within <paramref name="epsilon"/> units.</summary>
    public bool Hit(in Ray ray, float limit, out BodyHit hit, float epsilon = Fine)
    {
        (hit, var found) = (default, false);
        foreach (var cluster in _clusters)
        {
            if (cluster.Hit(ray, limit, out var nearer, epsilon))
            {
                (hit, limit, found) = (nearer, nearer.T, true);
            }
        }

        return found;
    }

    /// <summary>The faces of clear parts before a limit, nearest first; their number.</summary>
    public int Cross(in Ray ray, float limit, Span<Crossing> crossings)
    {
        var count = 0;
        foreach (var cluster in _clusters)
        {
            cluster.Cross(ray, limit, crossings, ref count);
        }

        crossings[..count].Sort(static (a, b) => a.T.CompareTo(b.T));
        return count;
    }
}
