using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>
/// A balloon whisk standing on its handle: wires thinner than two pixels, with background between them.
/// </summary>
internal sealed record Whisk
{
    private static readonly Vector2[] Profile = Sdf.Round(
    [
        new(0.05f, 0.85f), new(0.07f, 1.0f), new(0.14f, 1.18f), new(0.25f, 1.38f), new(0.36f, 1.6f), new(0.42f, 1.8f),
        new(0.43f, 1.95f), new(0.39f, 2.09f), new(0.29f, 2.2f), new(0.14f, 2.26f), new(0, 2.275f),
    ]);

    public Vector3 Grip { get; init; } = Colour.Hex(0x9A6A3C);

    /// <summary>Half loops around the axis.</summary>
    public int Wires { get; init; } = 12;

    public float Thickness { get; init; } = 0.011f;

    public Model Build()
    {
        var steel = Material.Metal(new Vector3(0.76f, 0.75f, 0.73f), 0.2f);
        return new Model()
            .Add(Material.Plain(Grip, 0.4f), p => Sdf.SmoothMin(
                Sdf.Rod(p, new Vector3(0, 0.12f, 0), new Vector3(0, 0.66f, 0), 0.12f, 0.085f),
                Sdf.Cylinder(p, 0.14f, 0, 0.08f, 0.03f), 0.08f))
            .Add(steel, p => Sdf.Cylinder(p, 0.085f, 0.68f, 0.9f, 0.03f))
            .Add(steel, Balloon);
    }

    /// <summary>All wires have one profile, so the point is turned into the sector of the nearest.</summary>
    private float Balloon(Vector3 p)
    {
        var q = Sdf.Fold(p, Wires);
        var best = float.MaxValue;
        var flat = new Vector2(q.X, q.Y);
        for (var i = 0; i + 1 < Profile.Length; i++)
        {
            best = MathF.Min(best, Sdf.Segment2(flat, Profile[i], Profile[i + 1]));
        }

        return (new Vector2(best, q.Z).Length() - Thickness) * 0.9f;
    }
}
