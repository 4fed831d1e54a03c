using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A pot plant with round leaves on thin bent stems, and sky between them.</summary>
internal sealed record Plant
{
    public Vector3 Pot { get; init; } = Colour.Hex(0xE4DDD0);

    public Vector3 Leaf { get; init; } = Colour.Hex(0x3E7A2E);

    public int Leaves { get; init; } = 22;

    public int Seed { get; init; } = 9;

    public Model Build()
    {
        var model = new Model()
            .Add(new Material(Glaze), Vessel)
            .Add(new Material(Soil, p => 0.03f * Noise.Fractal(p * 22)),
                p => Sdf.Cylinder(p, 0.46f, 0.6f, 0.72f, 0.02f));
        var random = new Random(Seed);
        for (var i = 0; i < Leaves; i++)
        {
            Stem(model, i, random);
        }

        return model;
    }

    private static float Vessel(Vector3 p)
    {
        var q = Sdf.Turn(p);
        var wall = Sdf.Segment2(q, new Vector2(0.34f, 0.06f), new Vector2(0.5f, 0.8f)) - 0.035f;
        var floor = Sdf.Segment2(q, new Vector2(0, 0.05f), new Vector2(0.33f, 0.05f)) - 0.04f;
        return Sdf.SmoothMin(wall, floor, 0.05f);
    }

    private Surface Glaze(Vector3 p)
    {
        var grain = 0.94f + 0.1f * Noise.Fractal(p * 18);
        var dip = p.Y < 0.3f + 0.02f * MathF.Sin(MathF.Atan2(p.Z, p.X) * 5);
        return dip
            ? new Surface(Colour.Hex(0xB4714A) * grain, new Vector3(0.03f), 0.8f)
            : new Surface(Pot * grain, new Vector3(0.04f), 0.3f);
    }

    private static Surface Soil(Vector3 p) =>
        new(Vector3.Lerp(Colour.Hex(0x20150D), Colour.Hex(0x59412C), Noise.Fractal(p * 20)), new Vector3(0.02f), 0.95f);

    private void Stem(Model model, int index, Random random)
    {
        // The golden angle spreads the leaves; the inner ones are younger, higher and smaller.
        var age = (index + 0.5f) / Leaves;
        var turn = index * 2.39996f + random.NextSingle() * 0.4f;
        var side = new Vector3(MathF.Cos(turn), 0, MathF.Sin(turn));
        var reach = 0.16f + 0.78f * age * (0.85f + 0.3f * random.NextSingle());
        var height = 1.95f - 0.85f * age * age + 0.16f * (random.NextSingle() - 0.5f);
        var root = side * 0.07f + new Vector3(0, 0.7f, 0);
        var tip = side * reach + new Vector3(0, height, 0);
        var bend = side * (reach * 0.25f) + new Vector3(0, 0.55f + height * 0.6f, 0);
        var green = Material.Plain(Vector3.Lerp(Leaf, Colour.Hex(0x9A8F4A), 0.35f), 0.5f);
        const int Pieces = 5;
        var points = Enumerable.Range(0, Pieces + 1).Select(k => Bezier(root, bend, tip, k / (float)Pieces)).ToArray();
        model.Add(green, p =>
        {
            var d = float.MaxValue;
            for (var k = 0; k < Pieces; k++)
            {
                d = MathF.Min(d, Sdf.Rod(p, points[k], points[k + 1], 0.017f, 0.016f));
            }

            return d;
        });
        Blade(model, tip, Vector3.Normalize(side * (0.35f + 0.75f * age) + new Vector3(0, 1.05f - 0.45f * age, 0.12f)),
            side, 0.19f + 0.15f * MathF.Sqrt(age) + 0.03f * random.NextSingle(), (uint)index);
    }

    private void Blade(Model model, Vector3 tip, Vector3 face, Vector3 side, float radius, uint seed)
    {
        var right = Vector3.Normalize(Vector3.Cross(face, side));
        var front = Vector3.Cross(right, face);
        var center = tip + front * (radius * 0.25f);
        Vector3 Local(Vector3 p)
        {
            var q = p - center;
            return new Vector3(Vector3.Dot(q, right), Vector3.Dot(q, face), Vector3.Dot(q, front)) / radius;
        }

        var tint = 0.8f + 0.45f * Noise.Unit(Noise.Hash(seed, 4));
        var colour = Vector3.Lerp(Leaf * tint, Colour.Hex(0x86A83C) * tint, 0.5f * Noise.Unit(Noise.Hash(seed, 8)));
        model.Add(new Material(p => Skin(Local(p), colour)), p =>
        {
            // A shallow dish with a wavy rim, dented where the stem joins.
            var q = Local(p);
            var far = Sdf.Radial(q);
            var away = MathF.Max(far - 1.05f, MathF.Abs(q.Y + 0.05f) - 0.3f);
            if (away > 0.15f)
            {
                return away * radius;
            }

            var r = MathF.Min(far, 1.15f);
            var angle = MathF.Atan2(q.X, q.Z);
            var height = -0.16f * r * r + 0.05f * r * MathF.Sin(angle * 3 + seed) + 0.1f * MathF.Exp(-12 * r * r);
            var rim = far - 1 + 0.035f * MathF.Sin(angle * 2 + seed * 1.7f);
            return Sdf.SmoothMax(MathF.Abs(q.Y - height) - 0.028f, rim, 0.05f) * radius * 0.72f;
        });
    }

    private static Surface Skin(Vector3 q, Vector3 colour)
    {
        var r = Sdf.Radial(q);
        var angle = MathF.Atan2(q.X, q.Z + 0.25f);
        var ray = MathF.Abs(MathF.Sin(angle * 3.5f));
        var vein = Noise.Smooth(0.09f, 0, ray * r) * Noise.Smooth(1, 0.3f, r) * 0.45f;
        var eye = Noise.Smooth(0.13f, 0.05f, (new Vector2(q.X, q.Z + 0.25f)).Length());
        var tone = colour * (0.88f + 0.24f * Noise.Fractal(q * 4));
        var painted = Vector3.Lerp(tone, Colour.Hex(0xB9C98A), MathF.Max(vein, eye * 0.8f));
        return new Surface(painted, new Vector3(0.045f), 0.3f, 0.18f);
    }

    private static Vector3 Bezier(Vector3 a, Vector3 b, Vector3 c, float t) =>
        Vector3.Lerp(Vector3.Lerp(a, b, t), Vector3.Lerp(b, c, t), t);
}
