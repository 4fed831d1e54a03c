using System.Runtime.CompilerServices;

namespace Pipeline.Worker.Matting;

/// <summary>
/// The adjugate of a symmetric 3 × 3 matrix over B, G and R: its inverse, but for the division by
/// <see cref="Determinant"/>.
/// </summary>
internal readonly struct Adjugate
{
    private readonly double _bb, _bg, _br, _gg, _gr, _rr;

    /// <summary>Of the matrix whose upper triangle is given, row by row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Adjugate(double bb, double bg, double br, double gg, double gr, double rr)
    {
        _bb = (gg * rr) - (gr * gr);
        _bg = (br * gr) - (bg * rr);
        _br = (bg * gr) - (br * gg);
        _gg = (bb * rr) - (br * br);
        _gr = (bg * br) - (bb * gr);
        _rr = (bb * gg) - (bg * bg);
        Determinant = (bb * _bb) + (bg * _bg) + (br * _br);
    }

    /// <summary>Of the matrix itself.</summary>
    public double Determinant { get; }

    /// <summary>The adjugate times a vector, times a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (double B, double G, double R) Times(double b, double g, double r, double scale) => (
        ((_bb * b) + (_bg * g) + (_br * r)) * scale,
        ((_bg * b) + (_gg * g) + (_gr * r)) * scale,
        ((_br * b) + (_gr * g) + (_rr * r)) * scale);
}
