using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>A cloth of openwork hanging from a rail: rings, stars and threads with holes between them.</summary>
internal sealed record Lace
{
    private const float Half = 0.78f, Top = 1.92f, Bottom = 0.28f;

    public Vector3 Thread { get; init; } = Colour.Hex(0xEFE9DC);

    public Vector3 Frame { get; init; } = Colour.Hex(0x5A3A22);

    /// <summary>Side of one pattern repeat in units.</summary>
    public float Cell { get; init; } = 0.17f;

    public float Thickness { get; init; } = 0.013f;

    public int Seed { get; init; } = 2;

    public Model Build()
    {
        var wood = Wood.Of(Frame, Frame * 0.6f, Vector3.UnitX, 0.4f, (uint)Seed % 50);
        var cloth = new Surface(Thread, new Vector3(0.02f), 0.9f, 0.3f);
        var model = new Model()
            .Add(new Material(_ => cloth), Cloth)
            .Add(wood, p => Sdf.Rod(p, new Vector3(-1, Top + 0.02f, 0), new Vector3(1, Top + 0.02f, 0), 0.035f, 0.035f));
        foreach (var x in (ReadOnlySpan<float>)[-0.97f, 0.97f])
        {
            model.Add(wood, p => Sdf.Rod(p, new Vector3(x, 0.03f, 0), new Vector3(x, Top + 0.08f, 0), 0.04f, 0.035f))
                .Add(wood, p => Sdf.Box(p - new Vector3(x, 0.035f, 0), new Vector3(0.06f, 0.035f, 0.34f), 0.02f));
        }

        return model;
    }

    private float Cloth(Vector3 p)
    {
        const float Deepest = 0.077f;
        if (MathF.Abs(p.Z) > Deepest + 0.05f)
        {
            // Away from the folds nothing about them matters.
            var around = MathF.Max(MathF.Abs(p.X) - Half, MathF.Max(p.Y - Top, Bottom - p.Y));
            return MathF.Max(MathF.Abs(p.Z) - Deepest, around) * 0.62f;
        }

        // Folds deepen towards the lower hem.
        var fold = 0.07f * (1 - 0.7f * (p.Y - Bottom) / (Top - Bottom)) * MathF.Sin(p.X * 9 + Seed % 7 + p.Y * 0.7f);
        var sheet = MathF.Abs(p.Z - fold) - 0.007f;
        // Scallops along the hem.
        var hem = Bottom + 0.05f * MathF.Abs(MathF.Sin(p.X / Cell * MathF.PI));
        var outline = MathF.Max(MathF.Abs(p.X) - Half, MathF.Max(p.Y - Top, hem - p.Y));
        var border = MathF.Abs(outline + 0.03f) - 0.02f;
        var d = MathF.Max(MathF.Max(sheet, outline), MathF.Min(Pattern(new Vector2(p.X, p.Y)), border));
        // Beyond the reach of the pattern the folds are what limits the step.
        return d * 0.62f;
    }

    private float Pattern(Vector2 p)
    {
        var cell = new Vector2(MathF.Round(p.X / Cell), MathF.Round(p.Y / Cell));
        var q = p - cell * Cell;
        var odd = ((int)cell.X + (int)cell.Y & 1) != 0;
        var r = q.Length();
        var ring = MathF.Abs(r - Cell * (odd ? 0.3f : 0.42f));
        var a = Vector2.Abs(q);
        // Threads along the cell's edges; within the ring a star, or a cross with a small ring on it.
        var net = MathF.Min(MathF.Abs(a.X - Cell / 2), MathF.Abs(a.Y - Cell / 2));
        var star = MathF.Min(
            MathF.Min(a.X, a.Y), odd ? MathF.Abs(a.X - a.Y) * 0.7071f : MathF.Abs(r - Cell * 0.18f));
        return MathF.Min(MathF.Min(ring, net), MathF.Max(star, r - Cell * 0.44f)) - Thickness / 2;
    }
}
