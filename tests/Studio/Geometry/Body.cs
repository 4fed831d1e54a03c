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

    /// <summary>
    /// The first opaque surface or strand before a limit, to within <paramref name="epsilon"/> units.
    /// </summary>
    public bool Hit(in Ray ray, float limit, out BodyHit hit, float epsilon = Fine) =>
        Hit(ray, limit, out hit, epsilon, any: false);

    /// <summary>
    /// Finds what the rays of a pixel have in common before a limit; false when that is not to be had.
    /// </summary>
    public bool Gather(Bundle bundle, float limit) => _clusters.Length == 1 && _clusters[0].Gather(bundle, limit);

    /// <summary>The first opaque surface or strand that a ray of a gathered bundle meets.</summary>
    public bool Hit(in Ray ray, float limit, Bundle bundle, out BodyHit hit) =>
        _clusters[0].Hit(ray, limit, bundle, out hit, Fine);

    /// <summary>Whether anything opaque is met before a limit.</summary>
    public bool Blocks(in Ray ray, float limit, float epsilon) => Hit(ray, limit, out _, epsilon, any: true);

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

    private bool Hit(in Ray ray, float limit, out BodyHit hit, float epsilon, bool any)
    {
        (hit, var found) = (default, false);
        foreach (var cluster in _clusters)
        {
            if (cluster.Hit(ray, limit, out var nearer, epsilon, any))
            {
                (hit, limit, found) = (nearer, nearer.T, true);
                if (any)
                {
                    break;
                }
            }
        }

        return found;
    }
}
