using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Geometry;

/// <summary>A product: parts, and hair if it has any. It stands on y = 0 around the origin, about two units high.</summary>
internal sealed class Model
{
    private readonly List<Part> _parts = [];
    private readonly List<Strand> _strands = [];

    public IReadOnlyList<Part> Parts => _parts;

    public IReadOnlyList<Strand> Strands => _strands;

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

    public Model At(Pose pose)
    {
        var placed = new Model();
        placed._parts.AddRange(_parts.Select(part => part.At(pose)));
        placed._strands.AddRange(_strands.Select(strand => strand.At(pose)));
        return placed;
    }

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
}
