using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A bicycle wheel standing upright: a thin ring, and spokes at the limit of what a pixel shows.</summary>
internal sealed record Wheel
{
    public Vector3 Rim { get; init; } = Colour.Hex(0xB8BBBF);

    public Vector3 Tyre { get; init; } = new(0.02f);

    public int Spokes { get; init; } = 28;

    public float Thickness { get; init; } = 0.0085f;

    public Model Build()
    {
        var steel = Material.Metal(new Vector3(0.74f, 0.74f, 0.75f), 0.22f);
        return new Model()
            .Add(Material.Plain(Tyre, 0.7f, 0.02f), p => Sdf.Torus(Lie(p), 1.0f, 0.06f))
            .Add(Material.Plain(Rim, 0.3f), p =>
            {
                var q = Lie(p);
                return Sdf.Box2(new Vector2(Sdf.Radial(q) - 0.925f, q.Y), new Vector2(0.035f, 0.03f), 0.015f);
            })
            .Add(steel, p => Sdf.Cylinder(Lie(p), 0.06f, -0.16f, 0.16f, 0.02f))
            .Add(steel, p => Sdf.Cylinder(Lie(p), 0.022f, -0.24f, 0.24f, 0.01f))
            .Add(steel, p => Spoke(Lie(p), 0.11f))
            .Add(steel, p => Spoke(Turned(Lie(p)), -0.11f));
    }

    /// <summary>Half of the spokes go to each end of the hub.</summary>
    private float Spoke(Vector3 p, float end)
    {
        var q = Sdf.Fold(p, Spokes / 2);
        return Sdf.Rod(q, new Vector3(0.05f, end, 0.03f), new Vector3(0.9f, 0, 0), Thickness, Thickness) * 0.9f;
    }

    private Vector3 Turned(Vector3 p)
    {
        var turn = MathF.Tau / Spokes;
        var (cos, sin) = (MathF.Cos(turn), MathF.Sin(turn));
        return new Vector3(cos * p.X - sin * p.Z, p.Y, sin * p.X + cos * p.Z);
    }

    /// <summary>The axle is the Z axis, the hub one radius above the ground.</summary>
    private static Vector3 Lie(Vector3 p) => new(p.X, p.Z, 1.06f - p.Y);
}
