using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A thrown mug: one hole, through the handle, and a bare foot under speckled glaze.</summary>
internal sealed record Mug
{
    public Vector3 Glaze { get; init; } = Colour.Hex(0x2F7F86);

    public Vector3 Clay { get; init; } = Colour.Hex(0xB98F6A);

    public float Height { get; init; } = 1.75f;

    public float Radius { get; init; } = 0.74f;

    public Model Build()
    {
        var body = new Material(Body, p => 0.0012f * MathF.Sin(p.Y * 70 + Noise.Value(p * 3) * 4));
        var coffee = Material.Plain(Colour.Hex(0x2A1408), 0.06f);
        var level = Height * 0.86f;
        return new Model()
            .Add(body, Shape)
            .Add(coffee, p => Sdf.Cylinder(p, Radius - 0.06f, level - 0.05f, level, 0.01f));
    }

    private float Shape(Vector3 p)
    {
        var q = Sdf.Turn(p);
        var wall = Sdf.Segment2(q, new Vector2(Radius - 0.03f, 0.3f), new Vector2(Radius, Height - 0.04f)) - 0.052f;
        var floor = Sdf.Segment2(q, new Vector2(0, 0.09f), new Vector2(Radius - 0.16f, 0.09f)) - 0.07f;
        var heel = Sdf.Segment2(q, new Vector2(Radius - 0.16f, 0.09f), new Vector2(Radius - 0.03f, 0.3f)) - 0.06f;
        var cup = Sdf.SmoothMin(Sdf.SmoothMin(wall, heel, 0.08f), floor, 0.06f);
        // Away from the handle the wall is always nearer.
        return p.X < Radius * 0.4f ? cup : Sdf.SmoothMin(cup, Handle(p), 0.12f);
    }

    private float Handle(Vector3 p)
    {
        // A ring made longer by a straight piece, a little wider than thick, cut off inside the cup.
        var q = p - new Vector3(Radius + 0.02f, Height * 0.53f, 0);
        q.Y -= Math.Clamp(q.Y, -0.14f, 0.14f);
        var ring = new Vector2(q.X, q.Y).Length() - 0.4f;
        var bar = Sdf.Box2(new Vector2(ring, p.Z), new Vector2(0.062f, 0.115f), 0.06f);
        return Sdf.SmoothMax(bar, Radius - 0.01f - Sdf.Radial(p), 0.03f);
    }

    private Surface Body(Vector3 p)
    {
        var line = 0.34f + 0.03f * MathF.Sin(MathF.Atan2(p.Z, p.X) * 3) + 0.02f * Noise.Value(p * 5);
        if (p.Y < line && Sdf.Radial(p) > Radius - 0.3f)
        {
            return new Surface(Clay * (0.8f + 0.35f * Noise.Fractal(p * 14)), new Vector3(0.03f), 0.85f);
        }

        var speckle = Noise.Smooth(0.8f, 0.86f, Noise.Value(p * 34)) * Noise.Smooth(0.5f, 0.7f, Noise.Value(p * 9));
        var run = 0.82f + 0.35f * Noise.Fractal(p * new Vector3(3, 1.2f, 3));
        // Glaze thins over the rim and lets the clay through.
        var rim = Noise.Smooth(Height - 0.09f, Height, p.Y);
        var colour = Vector3.Lerp(Glaze * run, Clay * 0.7f, rim * 0.75f);
        return new Surface(Vector3.Lerp(colour, Clay * 0.18f, speckle * 0.8f), new Vector3(0.05f), 0.12f);
    }
}
