using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A round brush standing on its handle, bristles up and spread; or a duster with long soft ones.</summary>
internal sealed record Brush
{
    public Vector3 Handle { get; init; } = Colour.Hex(0x6B2A1A);

    public Vector3 Bristle { get; init; } = Colour.Hex(0x3B2A20);

    public Vector3 Tip { get; init; } = Colour.Hex(0xD9CBB4);

    public int Bristles { get; init; } = 5200;

    /// <summary>0 a firm shaving brush … 1 a feather duster.</summary>
    public float Softness { get; init; }

    public int Seed { get; init; } = 8;

    public Model Build() => new Model()
        .Add(Material.Plain(Handle, 0.18f), Turned)
        .Add(Material.Metal(new Vector3(0.78f, 0.74f, 0.66f), 0.2f), p => Sdf.Cylinder(p, 0.25f, 0.86f, 1.04f, 0.03f))
        .Add(Fan());

    private static float Turned(Vector3 p)
    {
        var foot = Sdf.Cylinder(p, 0.36f, 0, 0.16f, 0.06f);
        var waist = Sdf.Rod(p, new Vector3(0, 0.1f, 0), new Vector3(0, 0.9f, 0), 0.13f, 0.17f);
        var belly = Sdf.Ellipsoid(p - new Vector3(0, 0.58f, 0), new Vector3(0.27f, 0.24f, 0.27f));
        return Sdf.SmoothMin(Sdf.SmoothMin(foot, waist, 0.15f), belly, 0.12f);
    }

    private List<Strand> Fan()
    {
        var random = new Random(Seed);
        var strands = new List<Strand>(Bristles);
        for (var i = 0; i < Bristles; i++)
        {
            var (r, turn) = (MathF.Sqrt(random.NextSingle()), random.NextSingle() * MathF.Tau);
            var side = new Vector3(MathF.Cos(turn), 0, MathF.Sin(turn));
            strands.Add(Grow(new Vector3(0, 1, 0) + side * (0.22f * r), side, r, random));
        }

        return strands;
    }

    private Strand Grow(Vector3 root, Vector3 side, float r, Random random)
    {
        const int Pieces = 8;
        var points = new Vector3[Pieces + 1];
        points[0] = root;
        var spread = (0.42f + 1.5f * Softness) * r + 0.1f * (random.NextSingle() - 0.5f);
        var stray = random.NextSingle() < 0.03f + 0.12f * Softness ? 0.35f : 0.06f + 0.1f * Softness;
        var length = (0.72f + 0.35f * Softness) * (0.86f + 0.2f * random.NextSingle()) * (1.06f - 0.18f * r * r);
        var direction = Vector3.Normalize(Vector3.UnitY + side * spread * 0.5f);
        for (var i = 1; i <= Pieces; i++)
        {
            var any = new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle()) - new Vector3(0.5f);
            var droop = new Vector3(0, -0.32f * Softness * i / Pieces, 0);
            direction = Vector3.Normalize(direction + side * (spread * 0.09f) + droop + any * stray);
            points[i] = points[i - 1] + direction * (length / Pieces);
        }

        var colour = Vector3.Lerp(Bristle, Tip, Noise.Smooth(0.3f, 0.9f, random.NextSingle()) * 0.8f);
        var normal = Vector3.Normalize(side * r + Vector3.UnitY);
        return new Strand(points, 0.006f, colour * (0.75f + 0.4f * random.NextSingle()), normal);
    }
}
