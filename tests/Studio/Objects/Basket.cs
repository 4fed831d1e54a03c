using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A basket of wire: the background shows through two layers of bars.</summary>
internal sealed record Basket
{
    private const float Low = 0.5f, High = 0.85f, Height = 1.15f;

    public Vector3 Paint { get; init; } = Colour.Hex(0x2B2B2D);

    public int Bars { get; init; } = 22;

    public int Hoops { get; init; } = 4;

    public float Thickness { get; init; } = 0.014f;

    public Model Build()
    {
        var paint = Material.Plain(Paint, 0.35f, 0.05f);
        var model = new Model()
            .Add(paint, p => Sdf.Torus(p - new Vector3(0, Height, 0), High, Thickness * 2))
            .Add(paint, Uprights)
            .Add(paint, Handle);
        for (var i = 0; i < Hoops; i++)
        {
            var y = 0.02f + Height * i / Hoops;
            model.Add(paint, p => Sdf.Torus(p - new Vector3(0, y, 0), Radius(y), Thickness));
        }

        return model;
    }

    private static float Radius(float y) => Low + (High - Low) * y / Height;

    /// <summary>Bars up the side and on along the bottom to the middle.</summary>
    private float Uprights(Vector3 p)
    {
        var q = Sdf.Fold(p, Bars);
        var flat = new Vector2(q.X, q.Y);
        var side = Sdf.Segment2(flat, new Vector2(Low, 0.02f), new Vector2(High, Height));
        var floor = Sdf.Segment2(flat, new Vector2(0.04f, 0.02f), new Vector2(Low, 0.02f));
        return (new Vector2(MathF.Min(side, floor), q.Z).Length() - Thickness) * 0.9f;
    }

    private float Handle(Vector3 p)
    {
        var q = p - new Vector3(0, Height, 0);
        var arch = new Vector2(new Vector2(q.X, q.Y * 1.1f).Length() - High, q.Z).Length() - Thickness * 1.8f;
        return Sdf.SmoothMax(arch, -q.Y, 0.01f) * 0.85f;
    }
}
