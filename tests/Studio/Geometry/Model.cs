using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Geometry;

/// <summary>A product: parts, and hair if it has any. It stands on y = 0 around the origin, about two units high.</summary>
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

    public Model Moving(Vector3 velocity) => Copy(new Pose(Vector3.Zero), velocity);

    public Model At(Pose pose) => Copy(pose, Velocity);

    /// <summary>A box around parts and strands; smoke may leave the picture.</summary>
    public Bounds Bounds()
    {
        var all = Geometry.Bounds.Empty;
        foreach (var part in _parts)
        {
            all = all.Union(part.Bounds);
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

    private Model Copy(Pose pose, Vector3 velocity)
    {
        var placed = new Model { Velocity = velocity };
        placed._parts.AddRange(_parts.Select(part => part.At(pose)));
        placed._strands.AddRange(_strands.Select(strand => strand.At(pose)));
        placed._smokes.AddRange(_smokes.Select(smoke => smoke.At(pose)));
        return placed;
    }
}
