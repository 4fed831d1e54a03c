using System.Numerics;
using Pipeline.Studio.Geometry;

namespace Pipeline.Studio.Rendering;

/// <summary>
/// The sweep behind the product: floor at y = 0, a wall at z = -<see cref="Depth"/>, joined by a quarter of a cylinder.
/// </summary>
internal sealed record Backdrop
{
    /// <summary>How the kind of background is named in scene lists.</summary>
    public required string Kind { get; init; }

    /// <summary>Scattered share of the light at a point, linear.</summary>
    public required Func<Vector3, Vector3> Albedo { get; init; }

    /// <summary>Light that the sheet gets from lamps of its own, as a share of its albedo.</summary>
    public Func<Vector3, float> Wash { get; init; } = _ => 0;

    /// <summary>How much the sheet mirrors, 0 … 1, and how blurred; see <see cref="Materials.Surface"/>.</summary>
    public float Gloss { get; init; }

    public float Roughness { get; init; }

    public float Depth { get; init; } = 4;

    /// <summary>Radius of the bend between floor and wall.</summary>
    public float Bend { get; init; } = 2;

    /// <summary>Where a ray meets the sheet, if it goes down or to the back.</summary>
    public bool Hit(in Ray ray, out float t, out Vector3 normal)
    {
        (t, normal) = (float.MaxValue, Vector3.UnitY);
        var bendZ = Bend - Depth;
        var floor = ray.Direction.Y < -1e-6f ? -ray.Origin.Y / ray.Direction.Y : -1;
        if (floor > 0 && ray.At(floor).Z >= bendZ)
        {
            t = floor;
            return true;
        }

        var wall = ray.Direction.Z < -1e-6f ? (-Depth - ray.Origin.Z) / ray.Direction.Z : -1;
        if (wall > 0 && ray.At(wall).Y >= Bend)
        {
            (t, normal) = (wall, Vector3.UnitZ);
            return true;
        }

        return Curve(ray, bendZ, out t, out normal);
    }

    private bool Curve(in Ray ray, float bendZ, out float t, out Vector3 normal)
    {
        var o = new Vector2(ray.Origin.Y - Bend, ray.Origin.Z - bendZ);
        var d = new Vector2(ray.Direction.Y, ray.Direction.Z);
        var (a, b, c) = (d.LengthSquared(), Vector2.Dot(o, d), o.LengthSquared() - Bend * Bend);
        var root = b * b - a * c;
        (t, normal) = (float.MaxValue, Vector3.UnitY);
        if (root < 0 || a < 1e-9f)
        {
            return false;
        }

        // The sheet is seen from inside the cylinder: the far crossing, in its lower back quarter.
        t = (-b + MathF.Sqrt(root)) / a;
        var p = o + d * t;
        normal = new Vector3(0, -p.X / Bend, -p.Y / Bend);
        return t > 0 && p.X <= 1e-4f && p.Y <= 1e-4f;
    }
}
