using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A faceless head on a stand with long loose hair; single hairs stand off.</summary>
internal sealed record Wig
{
    private static readonly Vector3 Head = new(0, 1.42f, 0);
    private static readonly Vector3 Radii = new(0.42f, 0.56f, 0.5f);

    public Vector3 Hair { get; init; } = Colour.Hex(0x5A3418);

    public Vector3 Skin { get; init; } = Colour.Hex(0xD8C3B0);

    public int Hairs { get; init; } = 9000;

    /// <summary>Length in units; 1 reaches the shoulders.</summary>
    public float Length { get; init; } = 1;

    /// <summary>0 straight … 1 curly.</summary>
    public float Curl { get; init; } = 0.3f;

    public int Seed { get; init; } = 3;

    public Model Build() => new Model()
        .Add(Material.Plain(Skin, 0.5f), Bust)
        .Add(Material.Plain(Hair * 0.5f, 0.8f), p => Cap(p))
        .Add(Strands());

    private static float Bust(Vector3 p)
    {
        var skull = Sdf.Ellipsoid(p - Head, Radii);
        var jaw = Sdf.Ellipsoid(p - Head - new Vector3(0, -0.3f, 0.12f), new Vector3(0.29f, 0.36f, 0.35f));
        var nose = Sdf.Rod(p, Head + new Vector3(0, 0, 0.47f), Head + new Vector3(0, -0.14f, 0.56f), 0.03f, 0.055f);
        var neck = Sdf.Rod(p, new Vector3(0, 0.1f, -0.03f), Head - new Vector3(0, 0.3f, 0.03f), 0.2f, 0.19f);
        var foot = Sdf.Cylinder(p, 0.44f, 0, 0.12f, 0.05f);
        var face = Sdf.SmoothMin(Sdf.SmoothMin(skull, jaw, 0.12f), nose, 0.06f);
        return Sdf.SmoothMin(Sdf.SmoothMin(face, neck, 0.12f), foot, 0.2f);
    }

    private static float Cap(Vector3 p)
    {
        var shell = Sdf.Ellipsoid(p - Head, Radii * 1.02f);
        var front = (p.Z - 0.26f) * 0.8f - (p.Y - Head.Y - 0.2f) * 0.6f;
        return Sdf.SmoothMax(shell, MathF.Max(front, Head.Y - 0.15f - p.Y), 0.03f);
    }

    private List<Strand> Strands()
    {
        var random = new Random(Seed);
        var strands = new List<Strand>(Hairs);
        while (strands.Count < Hairs)
        {
            var z = random.NextSingle() * 2 - 1;
            var turn = random.NextSingle() * MathF.Tau;
            var ring = MathF.Sqrt(1 - z * z);
            var normal = new Vector3(ring * MathF.Cos(turn), z, ring * MathF.Sin(turn));
            // The scalp ends at the forehead and at the nape.
            if (normal.Y > -0.25f + 0.95f * MathF.Max(normal.Z, 0))
            {
                strands.Add(Grow(normal, random));
            }
        }

        return strands;
    }

    private Strand Grow(Vector3 normal, Random random)
    {
        const int Pieces = 14;
        var points = new Vector3[Pieces + 1];
        points[0] = Head + normal * Radii;
        var loose = random.NextSingle() < 0.06f ? 0.8f : 0.12f;
        var length = Length * (0.75f + 0.4f * random.NextSingle()) + 0.35f * MathF.Max(normal.Y, 0);
        var q = normal * 3.2f;
        var lock1 = new Vector3(Noise.Value(q), Noise.Value(q + new Vector3(23)), Noise.Value(q + new Vector3(51)));
        var sway = (lock1 * 2 - Vector3.One) * 0.35f;
        // A parting on top: hair leaves it to both sides and falls back.
        var part = new Vector3(MathF.Sign(normal.X) * 0.9f, 0, -0.45f) * MathF.Max(normal.Y, 0.1f);
        var direction = Vector3.Normalize(normal * (0.25f + loose) + part + sway);
        var phase = lock1.X * 20;
        for (var i = 1; i <= Pieces; i++)
        {
            var wave = new Vector3(MathF.Cos(phase + i * 0.9f), 0, MathF.Sin(phase + i * 0.9f)) * (Curl * 0.45f);
            var any = new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle()) - new Vector3(0.5f);
            var fall = new Vector3(0, -0.42f * (1 - 0.75f * loose), 0);
            direction = Vector3.Normalize(direction + fall + (sway * 0.12f + wave * 0.5f) + any * (0.06f + 0.5f * loose));
            points[i] = Outside(points[i - 1] + direction * (length / Pieces), loose);
        }

        var tone = 0.65f + 0.6f * random.NextSingle();
        return new Strand(points, 0.0052f, Hair * tone + new Vector3(0.012f * tone), normal);
    }

    /// <summary>Hair lies on the head and on the table, not in them.</summary>
    private static Vector3 Outside(Vector3 p, float loose)
    {
        var q = (p - Head) / (Radii * (1.04f + 0.05f * loose));
        var pushed = q.Length() < 1 ? Head + Vector3.Normalize(q) * Radii * 1.04f : p;
        return pushed with { Y = MathF.Max(pushed.Y, 0.01f) };
    }
}
