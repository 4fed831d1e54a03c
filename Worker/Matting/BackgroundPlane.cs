using System.Numerics;

namespace Pipeline.Worker.Matting;

/// <summary>
/// The background behind a tile: a colour that is a linear function of place, fitted to the known background around,
/// and the spread of what is known about it. On a studio's backdrop the spread is noise; on a pattern it is the
/// pattern.
/// </summary>
internal sealed class BackgroundPlane
{
    // Pixels² added to the samples' spread in space, so that samples in a line do not tilt the plane.
    private const double Stiffness = 4;

    private readonly Vector3 _middle;
    private readonly Vector3 _alongX;
    private readonly Vector3 _alongY;
    private readonly float _x;
    private readonly float _y;

    /// <param name="samples">At least one.</param>
    public BackgroundPlane(ReadOnlySpan<ColourSample> samples)
    {
        double weight = 0, x = 0, y = 0;
        foreach (ref readonly var s in samples)
        {
            weight += s.Weight;
            x += s.Weight * s.X;
            y += s.Weight * s.Y;
            _middle += s.Weight * s.Colour;
        }

        (_x, _y) = ((float)(x / weight), (float)(y / weight));
        _middle /= (float)weight;
        (_alongX, _alongY) = Slopes(samples, weight);
        foreach (ref readonly var s in samples)
        {
            Spread += SymmetricMatrix.Outer(s.Colour - At(s.X, s.Y), (float)(s.Weight / weight));
        }
    }

    /// <summary>Covariance of the known background about the plane.</summary>
    public SymmetricMatrix Spread { get; }

    /// <summary>B, G, R at a place; may leave 0..255 far from the samples.</summary>
    public Vector3 At(float x, float y) => _middle + (_alongX * (x - _x)) + (_alongY * (y - _y));

    private (Vector3 X, Vector3 Y) Slopes(ReadOnlySpan<ColourSample> samples, double weight)
    {
        double xx = weight * Stiffness, xy = 0, yy = weight * Stiffness;
        var (cx, cy) = (Vector3.Zero, Vector3.Zero);
        foreach (ref readonly var s in samples)
        {
            var (dx, dy) = (s.X - _x, s.Y - _y);
            xx += s.Weight * dx * dx;
            xy += s.Weight * dx * dy;
            yy += s.Weight * dy * dy;
            cx += s.Weight * dx * (s.Colour - _middle);
            cy += s.Weight * dy * (s.Colour - _middle);
        }

        var scale = (float)(1 / ((xx * yy) - (xy * xy)));
        return (
            (((float)yy * cx) - ((float)xy * cy)) * scale,
            (((float)xx * cy) - ((float)xy * cx)) * scale);
    }
}
