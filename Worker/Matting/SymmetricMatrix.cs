using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>A symmetric 3 × 3 matrix over B, G and R in single precision, by its upper triangle.</summary>
internal readonly record struct SymmetricMatrix(float BB, float BG, float BR, float GG, float GR, float RR)
{
    public static SymmetricMatrix operator +(SymmetricMatrix a, SymmetricMatrix b) =>
        new(a.BB + b.BB, a.BG + b.BG, a.BR + b.BR, a.GG + b.GG, a.GR + b.GR, a.RR + b.RR);

    public static SymmetricMatrix operator *(SymmetricMatrix a, float scale) =>
        new(a.BB * scale, a.BG * scale, a.BR * scale, a.GG * scale, a.GR * scale, a.RR * scale);

    public static SymmetricMatrix Diagonal(float value) => new(value, 0, 0, value, 0, value);

    /// <summary>v·vᵀ, times a number.</summary>
    public static SymmetricMatrix Outer(Vector3 v, float scale) => new(
        scale * v.X * v.X, scale * v.X * v.Y, scale * v.X * v.Z,
        scale * v.Y * v.Y, scale * v.Y * v.Z, scale * v.Z * v.Z);

    public Vector3 Times(Vector3 v) => new(
        (BB * v.X) + (BG * v.Y) + (BR * v.Z),
        (BG * v.X) + (GG * v.Y) + (GR * v.Z),
        (BR * v.X) + (GR * v.Y) + (RR * v.Z));

    /// <summary>vᵀ·A·v.</summary>
    public float Form(Vector3 v) => Vector3.Dot(v, Times(v));

    /// <summary>
    /// The inverse and the determinant of a positive definite matrix, in double precision: of a pattern in one
    /// direction little but the noise is left of the determinant, which single precision would lose.
    /// </summary>
    public (SymmetricMatrix Inverse, float Determinant) Invert()
    {
        var adjugate = new Adjugate(BB, BG, BR, GG, GR, RR);
        var scale = 1 / adjugate.Determinant;
        var (bb, bg, br) = adjugate.Times(1, 0, 0, scale);
        var (_, gg, gr) = adjugate.Times(0, 1, 0, scale);
        var (_, _, rr) = adjugate.Times(0, 0, 1, scale);
        return (
            new SymmetricMatrix((float)bb, (float)bg, (float)br, (float)gg, (float)gr, (float)rr),
            (float)adjugate.Determinant);
    }
}
