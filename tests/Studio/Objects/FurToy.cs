using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A round plush animal: thousands of hairs finer than a pixel along its outline.</summary>
internal sealed record FurToy
{
    public Vector3 Coat { get; init; } = Colour.Hex(0xC98A4B);

    public int Hairs { get; init; } = 26000;

    public float Length { get; init; } = 0.24f;

    public int Seed { get; init; } = 5;

    public Model Build()
    {
        var skin = Material.Plain(Coat * 0.42f, 0.9f, 0.01f);
        var felt = Material.Plain(Vector3.Lerp(Coat, Colour.Hex(0xF4E3CB), 0.72f), 0.95f, 0.01f);
        var button = Material.Plain(new Vector3(0.008f), 0.06f);
        var model = new Model().Add(skin, Skin);
        foreach (var x in (ReadOnlySpan<float>)[-1, 1])
        {
            model.Add(button, p => Sdf.Sphere(p, new Vector3(x * 0.27f, 1.12f, 0.82f), 0.1f));
            var foot = new Vector3(x * 0.4f, 0.1f, 0.62f);
            model.Add(felt, p => Sdf.Ellipsoid(p - foot, new Vector3(0.2f, 0.12f, 0.32f)));
        }

        model.Add(felt, p => Sdf.Ellipsoid(p - new Vector3(0, 0.92f, 0.88f), new Vector3(0.2f, 0.15f, 0.16f)));
        model.Add(button, p => Sdf.Ellipsoid(p - new Vector3(0, 0.99f, 1.03f), new Vector3(0.075f, 0.05f, 0.045f)));
        return model.Add(Fur());
    }

    private static float Skin(Vector3 p)
    {
        var belly = Sdf.Ellipsoid(p - new Vector3(0, 0.86f, 0), new Vector3(0.84f, 0.82f, 0.8f));
        var q = new Vector3(MathF.Abs(p.X), p.Y, p.Z) - new Vector3(0.52f, 1.55f, -0.05f);
        return Sdf.SmoothMin(belly, q.Length() - 0.2f, 0.1f);
    }

    private List<Strand> Fur()
    {
        var random = new Random(Seed);
        var strands = new List<Strand>(Hairs);
        while (strands.Count < Hairs)
        {
            var z = (float)random.NextDouble() * 2 - 1;
            var turn = (float)random.NextDouble() * MathF.Tau;
            var ring = MathF.Sqrt(1 - z * z);
            var out1 = new Vector3(ring * MathF.Cos(turn), z, ring * MathF.Sin(turn));
            if (Root(out1, out var root, out var normal) && !Bare(root))
            {
                strands.Add(Grow(root, normal, random));
            }
        }

        return strands;
    }

    /// <summary>From outside towards the middle until the skin is met.</summary>
    private static bool Root(Vector3 way, out Vector3 root, out Vector3 normal)
    {
        var center = new Vector3(0, 0.95f, 0);
        var t = 2.2f;
        for (var i = 0; i < 60; i++)
        {
            t -= Skin(center + way * t) * 0.8f;
        }

        root = center + way * t;
        const float Step = 1e-3f;
        normal = Vector3.Normalize(new Vector3(
            Skin(root + Vector3.UnitX * Step) - Skin(root - Vector3.UnitX * Step),
            Skin(root + Vector3.UnitY * Step) - Skin(root - Vector3.UnitY * Step),
            Skin(root + Vector3.UnitZ * Step) - Skin(root - Vector3.UnitZ * Step)));
        return MathF.Abs(Skin(root)) < 0.01f;
    }

    /// <summary>No hair on the face.</summary>
    private static bool Bare(Vector3 p) =>
        new Vector3((MathF.Abs(p.X) - 0.27f) / 0.12f, (p.Y - 1.12f) / 0.12f, (p.Z - 0.82f) / 0.3f).Length() < 1
        || new Vector3(p.X / 0.2f, (p.Y - 0.93f) / 0.15f, (p.Z - 0.85f) / 0.3f).Length() < 1;

    private Strand Grow(Vector3 root, Vector3 normal, Random random)
    {
        Vector3 Any() => new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle()) * 2 - Vector3.One;
        // Neighbours lean the same way, so the coat falls in tufts.
        var q = root * 5;
        var tuft = new Vector3(Noise.Value(q), Noise.Value(q + new Vector3(31)), Noise.Value(q + new Vector3(67)));
        var lean = (tuft * 2 - Vector3.One) * 0.75f + Any() * 0.28f;
        var face = Noise.Smooth(0.25f, 0.6f, new Vector3(root.X, root.Y - 1, root.Z - 0.85f).Length());
        var length = Length * (0.55f + 0.6f * random.NextSingle()) * (0.3f + 0.7f * face);
        var points = new Vector3[6];
        points[0] = root - normal * 0.01f;
        var direction = Vector3.Normalize(normal + lean * 0.6f);
        for (var i = 1; i < points.Length; i++)
        {
            points[i] = points[i - 1] + direction * (length / (points.Length - 1));
            points[i].Y = MathF.Max(points[i].Y, 0.008f);
            direction = Vector3.Normalize(direction + new Vector3(0, -0.12f, 0) + lean * 0.1f + Any() * 0.05f);
        }

        var tone = 0.7f + 0.5f * random.NextSingle();
        return new Strand(points, 0.0062f, Coat * tone + new Vector3(0.02f * tone), normal);
    }
}
