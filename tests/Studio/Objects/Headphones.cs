using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>Over-ear headphones standing on their cups; the band encloses background.</summary>
internal sealed record Headphones
{
    public Vector3 Shell { get; init; } = Colour.Hex(0x1B1C1F);

    public Vector3 Leather { get; init; } = Colour.Hex(0x2A2521);

    public Vector3 Accent { get; init; } = new(0.75f, 0.58f, 0.4f);

    public Model Build()
    {
        var shell = Material.Plain(Shell, 0.32f, 0.05f);
        var leather = new Material(
            p => new Surface(Leather * (0.85f + 0.3f * Noise.Fractal(p * 9)), new Vector3(0.04f), 0.5f),
            p => 0.004f * Noise.Fractal(p * 26));
        var metal = Material.Metal(Accent, 0.24f);
        var model = new Model().Add(leather, Band).Add(metal, p => Arc(p, 0.018f, 0.06f, 0.972f));
        foreach (var x in (ReadOnlySpan<float>)[-1, 1])
        {
            var side = x;
            var yoke = new Vector3(side * 0.915f, 0.92f, 0);
            model.Add(metal, p => Sdf.Box(p - yoke, new Vector3(0.02f, 0.24f, 0.055f), 0.012f));
            model.Add(shell, p => Cup(Lie(p, side), 0.43f, 0.08f, 0.28f, 0.08f));
            model.Add(metal, p => Sdf.Torus(Swap(Lie(p, side), 0.1f), 0.405f, 0.022f));
            model.Add(shell, p => Cup(Lie(p, side), 0.26f, 0.26f, 0.31f, 0.02f));
            model.Add(leather, p => Sdf.Torus(Swap(Lie(p, side), -0.03f), 0.3f, 0.125f));
            model.Add(Material.Plain(new Vector3(0.015f), 0.9f), p => Cup(Lie(p, side), 0.3f, -0.02f, 0.02f, 0.01f));
        }

        return model;
    }

    private static float Band(Vector3 p) => Arc(p, 0.045f, 0.115f, 0.93f);

    /// <summary>A flat strip bent over the top half of an ellipse-like arch, cut at a height.</summary>
    private static float Arc(Vector3 p, float thick, float wide, float radius, float cut = -0.12f)
    {
        var q = p - new Vector3(0, 1.12f, 0);
        var r = new Vector2(q.X, q.Y * 1.02f).Length() - radius;
        var strip = Sdf.Box2(new Vector2(r, q.Z), new Vector2(thick, wide), MathF.Min(thick, wide) * 0.9f);
        return Sdf.SmoothMax(strip, cut - q.Y, 0.03f) * 0.95f;
    }

    private static float Cup(Vector3 q, float radius, float from, float to, float round) =>
        Sdf.Cylinder(q with { Z = q.Z * 0.92f }, radius, from, to, round) * 0.92f;

    /// <summary>Cup coordinates: Y points away from the head; cups are taller than wide and toe in a little.</summary>
    private static Vector3 Lie(Vector3 p, float side)
    {
        var q = p - new Vector3(side * 0.72f, 0.475f, 0);
        return new Vector3(q.Z, q.X * side + q.Y * 0.06f, q.Y);
    }

    private static Vector3 Swap(Vector3 q, float lift) => new Vector3(q.X, q.Y - lift, q.Z * 0.92f);
}
