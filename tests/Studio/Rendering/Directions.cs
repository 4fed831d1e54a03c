using System.Numerics;

namespace Pipeline.Studio.Rendering;

/// <summary>Random directions with the distributions that shading needs.</summary>
internal static class Directions
{
    /// <summary>About n, with density proportional to the cosine.</summary>
    public static Vector3 Cosine(Vector3 n, Vector2 u)
    {
        var radius = MathF.Sqrt(u.X);
        return Local(n, radius * MathF.Cos(MathF.Tau * u.Y), radius * MathF.Sin(MathF.Tau * u.Y), MathF.Sqrt(1 - u.X));
    }

    /// <summary>A facet's normal about n (Walter et al., "Microfacet models for refraction", EGSR 2007).</summary>
    public static Vector3 Facet(Vector3 n, float roughness, Vector2 u)
    {
        var a = roughness * roughness;
        var cos2 = (1 - u.X) / (1 + (a * a - 1) * u.X);
        var sin = MathF.Sqrt(MathF.Max(1 - cos2, 0));
        return Local(n, sin * MathF.Cos(MathF.Tau * u.Y), sin * MathF.Sin(MathF.Tau * u.Y), MathF.Sqrt(cos2));
    }

    private static Vector3 Local(Vector3 n, float x, float y, float z)
    {
        var side = Vector3.Normalize(Vector3.Cross(MathF.Abs(n.Y) < 0.9f ? Vector3.UnitY : Vector3.UnitX, n));
        return Vector3.Normalize(side * x + Vector3.Cross(n, side) * y + n * z);
    }
}
