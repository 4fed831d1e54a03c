using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A glazed bottle with a ridged cap and a printed paper label.</summary>
internal sealed record Bottle
{
    public Vector3 Glass { get; init; } = Colour.Hex(0x4A1F08);

    public Vector3 Ink { get; init; } = Colour.Hex(0x1E2A2B);

    public Vector3 Paper { get; init; } = Colour.Hex(0xF1EBDD);

    public Vector3 Cap { get; init; } = Colour.Hex(0x17181A);

    public float Radius { get; init; } = 0.5f;

    public string Name { get; init; } = "PINE";

    public Model Build() => new Model()
        .Add(new Material(Skin), Shape)
        .Add(Material.Plain(Cap, 0.35f), p =>
        {
            var ridge = 0.008f * MathF.Cos(MathF.Atan2(p.Z, p.X) * 44);
            return Sdf.Cylinder(p, 0.235f + ridge, 1.74f, 2.06f, 0.035f) * 0.7f;
        });

    private float Shape(Vector3 p)
    {
        var trunk = Sdf.Cylinder(p, Radius, 0, 1.42f, 0.16f);
        var foot = Sdf.Cylinder(p, Radius, 0, 0.5f, 0.05f);
        var neck = Sdf.Cylinder(p, 0.19f, 1.2f, 1.8f, 0.03f);
        var collar = Sdf.Cylinder(p, 0.225f, 1.64f, 1.72f, 0.03f);
        return MathF.Min(MathF.Min(Sdf.SmoothMin(trunk, neck, 0.26f), collar), foot);
    }

    private Surface Skin(Vector3 p)
    {
        // Label coordinates: arc length around the front, and height.
        var u = MathF.Atan2(p.X, p.Z) * Radius;
        var v = p.Y - 0.66f;
        var edge = Sdf.Box2(new Vector2(u, v), new Vector2(0.56f, 0.44f), 0.03f);
        if (edge > 0 || Sdf.Radial(p) < Radius - 0.03f)
        {
            return new Surface(Glass, new Vector3(0.06f), 0.07f);
        }

        var fibre = 0.97f + 0.05f * Noise.Fractal(new Vector3(u, v, 0) * 40);
        var ink = Print(u, v);
        return new Surface(Vector3.Lerp(Paper * fibre, Ink, ink), new Vector3(0.035f), 0.75f);
    }

    private float Print(float u, float v)
    {
        var p = new Vector2(u, v);
        var ring = MathF.Abs((p - new Vector2(0, 0.2f)).Length() - 0.11f) - 0.007f;
        var leaf = MathF.Min(
            Sdf.Segment2(p, new Vector2(0, 0.12f), new Vector2(0, 0.28f)),
            MathF.Min(
                Sdf.Segment2(new Vector2(MathF.Abs(u), v), new Vector2(0, 0.19f), new Vector2(0.045f, 0.235f)),
                Sdf.Segment2(new Vector2(MathF.Abs(u), v), new Vector2(0, 0.145f), new Vector2(0.06f, 0.195f))));
        var name = Lettering.Distance(Name, p - new Vector2(0, -0.1f), 0.12f) - 0.011f;
        var small = Lettering.Distance("BATH OIL 250 ML", p - new Vector2(0, -0.25f), 0.042f) - 0.0045f;
        var rule = MathF.Abs(v + 0.175f) < 0.004f && MathF.Abs(u) < 0.3f ? -0.002f : 1;
        var border = MathF.Abs(Sdf.Box2(p, new Vector2(0.51f, 0.39f), 0.01f)) - 0.004f;
        var d = MathF.Min(MathF.Min(MathF.Min(ring, leaf - 0.006f), MathF.Min(name, small)), MathF.Min(border, rule));
        return Noise.Smooth(0.002f, -0.002f, d);
    }
}
