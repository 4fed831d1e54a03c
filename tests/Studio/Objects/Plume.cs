using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>Rising steam or smoke: a widening, wavering column of torn wisps.</summary>
internal sealed record Plume
{
    public required Vector3 Foot { get; init; }

    public float Height { get; init; } = 1.1f;

    /// <summary>Radius at the foot in units; it doubles on the way up.</summary>
    public float Radius { get; init; } = 0.3f;

    /// <summary>Optical depth per unit where it is thickest.</summary>
    public float Density { get; init; } = 4;

    public Vector3 Tint { get; init; } = new(0.9f);

    public int Seed { get; init; }

    public Smoke Build()
    {
        var reach = Radius * 3;
        var box = new Bounds(Foot - new Vector3(reach, 0, reach), Foot + new Vector3(reach, Height, reach));
        return new Smoke(At, box, Tint);
    }

    private float At(Vector3 p)
    {
        var h = (p.Y - Foot.Y) / Height;
        var shift = new Vector3(Seed % 101 * 1.7f, -Seed % 57 * 2.3f, 0);
        var sway = new Vector3(Noise.Value(new Vector3(h * 2.2f, 0, 0) + shift) - 0.5f, 0, 0) * (Radius * 2.2f * h);
        var q = p - Foot - sway;
        var r2 = (q.X * q.X + q.Z * q.Z) / (Radius * Radius * (1 + h) * (1 + h));
        if (r2 > 2.2f || h is <= 0 or >= 1)
        {
            return 0;
        }

        var w = q / Radius;
        var warp = Noise.Value(w * 0.9f + shift) * 2.2f;
        var wisp = Noise.Value(w * new Vector3(1.3f, 0.75f, 1.3f) + shift + new Vector3(warp, warp * 0.4f, 0));
        var fine = Noise.Value(w * new Vector3(3.1f, 1.7f, 3.1f) - shift + new Vector3(warp));
        var torn = Noise.Smooth(0.32f, 0.82f, 0.7f * wisp + 0.3f * fine);
        var ends = Noise.Smooth(0, 0.1f, h) * Noise.Smooth(1, 0.45f, h);
        return Density * torn * ends * Noise.Smooth(2.2f, 0.2f, r2);
    }
}
