using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A stick of incense in a dish, thin and leaning, with smoke from its tip.</summary>
internal sealed record Incense
{
    public Vector3 Dish { get; init; } = Colour.Hex(0x3C4A44);

    public float Density { get; init; } = 9;

    public Vector3 Tint { get; init; } = new(0.82f);

    public int Seed { get; init; } = 6;

    public Model Build()
    {
        var (foot, tip) = (new Vector3(0.25f, 0.1f, 0), new Vector3(-0.35f, 1.25f, 0));
        var glow = new Surface(new Vector3(0.3f), new Vector3(0.02f), 0.9f, 0, new Vector3(0.9f, 0.2f, 0.03f));
        return new Model()
            .Add(Material.Plain(Dish, 0.25f), p =>
            {
                var q = Sdf.Turn(p);
                var wall = Sdf.Segment2(q, new Vector2(0.45f, 0.06f), new Vector2(0.62f, 0.17f)) - 0.035f;
                return MathF.Min(wall, Sdf.Segment2(q, new Vector2(0, 0.05f), new Vector2(0.45f, 0.06f)) - 0.045f);
            })
            .Add(Material.Plain(Colour.Hex(0x8A6A4A), 0.5f), p => Sdf.Sphere(p, foot, 0.09f))
            .Add(Material.Plain(Colour.Hex(0x4A3424), 0.9f), p => Sdf.Rod(p, foot, tip, 0.016f, 0.02f))
            .Add(new Material(_ => glow), p => Sdf.Sphere(p, tip, 0.024f))
            .Add(new Plume { Foot = tip, Radius = 0.11f, Height = 1.15f, Density = Density, Tint = Tint, Seed = Seed }
                .Build());
    }
}
