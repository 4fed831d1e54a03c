using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>
/// Signed distances, negative inside, never longer than the true distance (so a ray may step by them). Y is up.
/// Hart, "Sphere tracing", The Visual Computer 12 (1996).
/// </summary>
internal static class Sdf
{
    /// <summary>For every n: cosine and sine of its multiples of a full turn by n.</summary>
    private static readonly Vector2[][] Turns = [.. Enumerable.Range(0, 65).Select(n => Enumerable.Range(0, n)
        .Select(k => new Vector2(MathF.Cos(MathF.Tau * k / n), MathF.Sin(MathF.Tau * k / n))).ToArray())];

    public static float Sphere(Vector3 p, Vector3 center, float radius) => (p - center).Length() - radius;

    /// <summary>A lower bound of the distance to an ellipsoid, good enough to march and exact on the surface.</summary>
    public static float Ellipsoid(Vector3 p, Vector3 radii)
    {
        var k0 = (p / radii).Length();
        var k1 = (p / (radii * radii)).Length();
        var least = MathF.Min(radii.X, MathF.Min(radii.Y, radii.Z));
        return k0 < 1e-4f ? -least : (k0 < 1 ? (k0 - 1) * least : MathF.Min(k0 * (k0 - 1) / k1, (k0 - 1) * least * 4));
    }

    /// <summary>A box with half sizes <paramref name="half"/>, rounding included.</summary>
    public static float Box(Vector3 p, Vector3 half, float round)
    {
        var q = Vector3.Abs(p) - half + new Vector3(round);
        var outside = Vector3.Max(q, Vector3.Zero).Length();
        return outside + MathF.Min(MathF.Max(q.X, MathF.Max(q.Y, q.Z)), 0) - round;
    }

    public static float Box2(Vector2 p, Vector2 half, float round)
    {
        var q = Vector2.Abs(p) - half + new Vector2(round);
        return Vector2.Max(q, Vector2.Zero).Length() + MathF.Min(MathF.Max(q.X, q.Y), 0) - round;
    }

    /// <summary>An upright cylinder between two heights with rounded edges.</summary>
    public static float Cylinder(Vector3 p, float radius, float bottom, float top, float round)
    {
        var half = (top - bottom) / 2;
        return Box2(new Vector2(Radial(p), p.Y - bottom - half), new Vector2(radius, half), round);
    }

    /// <summary>An upright cone frustum with rounded edges.</summary>
    public static float Frustum(Vector3 p, float radiusBottom, float radiusTop, float bottom, float top, float round)
    {
        var height = top - bottom;
        var slope = (radiusTop - radiusBottom) / height;
        var radius = radiusBottom + slope * (p.Y - bottom);
        var side = (Radial(p) - radius) / MathF.Sqrt(1 + slope * slope) + round;
        var ends = MathF.Abs(p.Y - (bottom + top) / 2) - height / 2 + round;
        var outside = new Vector2(MathF.Max(side, 0), MathF.Max(ends, 0)).Length();
        return outside + MathF.Min(MathF.Max(side, ends), 0) - round;
    }

    /// <summary>A rod from a to b whose radius goes from ra to rb.</summary>
    public static float Rod(Vector3 p, Vector3 a, Vector3 b, float ra, float rb)
    {
        var axis = b - a;
        var t = Math.Clamp(Vector3.Dot(p - a, axis) / axis.LengthSquared(), 0, 1);
        var slope = MathF.Abs(rb - ra) / axis.Length();
        return ((p - a - axis * t).Length() - (ra + (rb - ra) * t)) / MathF.Sqrt(1 + slope * slope);
    }

    public static float Segment2(Vector2 p, Vector2 a, Vector2 b)
    {
        var axis = b - a;
        var t = Math.Clamp(Vector2.Dot(p - a, axis) / axis.LengthSquared(), 0, 1);
        return (p - a - axis * t).Length();
    }

    /// <summary>A ring around the Y axis.</summary>
    public static float Torus(Vector3 p, float major, float minor) =>
        new Vector2(Radial(p) - major, p.Y).Length() - minor;

    public static float Radial(Vector3 p) => MathF.Sqrt(p.X * p.X + p.Z * p.Z);

    /// <summary>The profile coordinates (distance from the Y axis, height) of a turned shape.</summary>
    public static Vector2 Turn(Vector3 p) => new(Radial(p), p.Y);

    /// <summary>
    /// Turned about Y into the sector of the nearest of at most 64 equal things, the first of them along X.
    /// </summary>
    public static Vector3 Fold(Vector3 p, int n)
    {
        var turns = Turns[n];
        var turn = turns[(int)MathF.Round(MathF.Atan2(p.Z, p.X) * n / MathF.Tau + n) % n];
        return new Vector3(turn.X * p.X + turn.Y * p.Z, p.Y, turn.X * p.Z - turn.Y * p.X);
    }

    /// <summary>An open line with its corners cut (Chaikin 1974): twice the points, the same ends.</summary>
    public static Vector2[] Round(ReadOnlySpan<Vector2> line)
    {
        var round = new List<Vector2> { line[0] };
        for (var i = 0; i + 1 < line.Length; i++)
        {
            round.Add(Vector2.Lerp(line[i], line[i + 1], i == 0 ? 0.1f : 0.25f));
            round.Add(Vector2.Lerp(line[i], line[i + 1], i + 2 == line.Length ? 0.9f : 0.75f));
        }

        round.Add(line[^1]);
        return [.. round];
    }

    /// <summary>The smaller of both, blended over a band of width k.</summary>
    public static float SmoothMin(float a, float b, float k)
    {
        var h = MathF.Max(k - MathF.Abs(a - b), 0) / k;
        return MathF.Min(a, b) - h * h * k * 0.25f;
    }

    public static float SmoothMax(float a, float b, float k) => -SmoothMin(-a, -b, k);
}
