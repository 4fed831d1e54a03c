using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A spindle-back wooden chair: many thin parts and the gaps between them.</summary>
internal sealed record Chair
{
    public Vector3 Light { get; init; } = Colour.Hex(0xD9A566);

    public Vector3 Dark { get; init; } = Colour.Hex(0x8A5426);

    public int Spindles { get; init; } = 7;

    public Model Build()
    {
        var model = new Model();
        model.Add(Wood.Of(Light, Dark, Vector3.UnitZ, 0.38f, 3), Seat);
        Legs(model);
        Back(model);
        return model;
    }

    private static float Seat(Vector3 p)
    {
        var q = p - new Vector3(0, 1.0f, 0);
        // The plan narrows to the back; the top is hollowed for the sitter.
        var plan = Sdf.Box2(new Vector2(q.X / (1 + 0.12f * q.Z), q.Z), new Vector2(0.56f, 0.53f), 0.2f);
        var slab = Sdf.SmoothMax(plan, MathF.Abs(q.Y) - 0.055f, 0.06f);
        var hollow = Sdf.Sphere(q, new Vector3(0, 1.62f, 0.04f), 1.6f);
        return Sdf.SmoothMax(slab, -hollow, 0.05f) * 0.85f;
    }

    private void Legs(Model model)
    {
        var feet = new List<(Vector3 Top, Vector3 Foot)>();
        foreach (var (x, z) in (ReadOnlySpan<(int, int)>)[(-1, -1), (1, -1), (-1, 1), (1, 1)])
        {
            feet.Add((new Vector3(x * 0.36f, 0.97f, z * 0.34f), new Vector3(x * 0.54f, 0.03f, z * 0.53f)));
        }

        var seed = 11u;
        foreach (var (top, foot) in feet)
        {
            Add(model, top, foot, 0.05f, 0.032f, seed++);
        }

        // Two side stretchers and one between them.
        for (var i = 0; i < 2; i++)
        {
            var (a, b) = (Along(feet[i], 0.55f), Along(feet[i + 2], 0.55f));
            Add(model, a, b, 0.026f, 0.026f, seed++);
        }

        var left = (Along(feet[0], 0.55f) + Along(feet[2], 0.55f)) / 2;
        var right = (Along(feet[1], 0.55f) + Along(feet[3], 0.55f)) / 2;
        Add(model, left, right, 0.026f, 0.026f, seed);
    }

    private void Back(Model model)
    {
        for (var i = 0; i < Spindles; i++)
        {
            var s = 2f * i / (Spindles - 1) - 1;
            var thick = MathF.Abs(s) > 0.99f ? 0.036f : 0.019f;
            var foot = new Vector3(s * 0.4f, 1.0f, -0.4f + 0.06f * s * s);
            Add(model, foot, Rail(s * 0.96f), thick, thick * 0.85f, (uint)(40 + i));
        }

        model.Add(Wood.Of(Light, Dark, Vector3.UnitX, 0.38f, 77), p =>
        {
            // The rail follows an arc; near enough, its depth is a parabola of x.
            var s = Math.Clamp(p.X / 0.58f, -1, 1);
            var q = p - Rail(s) with { X = s * 0.58f };
            q.X = p.X - Math.Clamp(p.X, -0.58f, 0.58f);
            return Sdf.Box(q, new Vector3(0.045f, 0.1f, 0.034f), 0.033f) * 0.8f;
        });
    }

    private static Vector3 Rail(float s) => new(s * 0.54f, 2.08f + 0.02f * (1 - s * s), -0.72f + 0.14f * s * s);

    private void Add(Model model, Vector3 a, Vector3 b, float ra, float rb, uint seed)
    {
        // Turned rods swell in the middle.
        var axis = b - a;
        model.Add(Wood.Of(Light, Dark, Vector3.Normalize(axis), 0.38f, seed), p =>
        {
            var t = Math.Clamp(Vector3.Dot(p - a, axis) / axis.LengthSquared(), 0, 1);
            return Sdf.Rod(p, a, b, ra, rb) * 0.95f - 0.25f * ra * t * (1 - t);
        });
    }

    private static Vector3 Along((Vector3 Top, Vector3 Foot) leg, float t) => Vector3.Lerp(leg.Top, leg.Foot, t);
}
