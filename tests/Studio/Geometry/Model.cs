using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Geometry;

/// <summary>
/// A product: parts, and hair if it has any. It stands on y = 0 around the origin, about two units high.
/// </summary>
internal sealed class Model
{
    private readonly List<Part> _parts = [];
    private readonly List<Strand> _strands = [];
    private readonly List<Smoke> _smokes = [];

    public IReadOnlyList<Part> Parts => _parts;

    public IReadOnlyList<Strand> Strands => _strands;

    public IReadOnlyList<Smoke> Smokes => _smokes;

    /// <summary>How far it moves while the shutter is open, in units.</summary>
    public Vector3 Velocity { get; private init; }

    public Model Add(Material material, Func<Vector3, float> distance)
    {
        _parts.Add(new Part(distance, material));
        return this;
    }

    public Model Add(IEnumerable<Strand> strands)
    {
        _strands.AddRange(strands);
        return this;
    }

    public Model Add(Smoke smoke)
    {
        _smokes.Add(smoke);
        return this;
    }

    /// <summary>The same where it stands, moving.</summary>
    public Model Moving(Vector3 velocity)
    {
        var moving = new Model { Velocity = velocity };
        moving._parts.AddRange(_parts);
        moving._strands.AddRange(_strands);
        moving._smokes.AddRange(_smokes);
        return moving;
    }

    /// <summary>A model that has no pose yet, placed.</summary>
    public Model At(Pose pose)
    {
        var placed = new Model { Velocity = Velocity };
        placed._parts.AddRange(_parts.Select(part => part.At(pose)));
        placed._strands.AddRange(_strands.Select(strand => strand.At(pose)));
        placed._smokes.AddRange(_smokes.Select(smoke => smoke.At(pose)));
        return placed;
    }

    /// <summary>A box around all of it.</summary>
    public Bounds Bounds()
    {
        var all = Geometry.Bounds.Empty;
        foreach (var part in _parts)
        {
            all = all.Union(part.Bounds);
        }

        foreach (var smoke in _smokes)
        {
            all = all.Union(smoke.Bounds);
        }

        foreach (var strand in _strands)
        {
            foreach (var p in strand.Points)
            {
                all = all.Include(p);
            }
        }

        return all;
    }
}
