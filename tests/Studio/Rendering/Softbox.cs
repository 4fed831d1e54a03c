using System.Numerics;
using Pipeline.Studio.Geometry;

namespace Pipeline.Studio.Rendering;

/// <summary>A rectangular lamp that lights one side. <paramref name="Radiance"/> is linear, per steradian.</summary>
internal sealed record Softbox(Vector3 Center, Vector3 Right, Vector3 Up, Vector3 Radiance)
{
    private readonly Vector3 _normal = Vector3.Normalize(Vector3.Cross(Right, Up));
    private readonly float _area = 4 * Right.Length() * Up.Length();

    /// <summary>A box of the given half sizes that faces a point.</summary>
    public static Softbox Facing(Vector3 center, Vector3 target, float halfWidth, float halfHeight, Vector3 radiance)
    {
        var forward = Vector3.Normalize(target - center);
        var hint = MathF.Abs(forward.Y) > 0.95f ? Vector3.UnitZ : Vector3.UnitY;
        var right = Vector3.Normalize(Vector3.Cross(forward, hint));
        var up = Vector3.Cross(right, forward);
        // right × up points along -forward, so the right side is flipped to make the box shine at the target.
        return new Softbox(center, -right * halfWidth, up * halfHeight, radiance);
    }

    public Vector3 Point(Vector2 u) => Center + Right * (2 * u.X - 1) + Up * (2 * u.Y - 1);

    /// <summary>What one point of the box adds to a surface's irradiance, divided by π, before shadow.</summary>
    public Vector3 Light(Vector3 at, Vector3 normal, Vector3 point)
    {
        var way = point - at;
        var distance2 = way.LengthSquared();
        var direction = way / MathF.Sqrt(distance2);
        var cos = MathF.Max(Vector3.Dot(normal, direction), 0) * MathF.Max(-Vector3.Dot(_normal, direction), 0);
        return Radiance * (cos * _area / (distance2 * MathF.PI));
    }

    /// <summary>What a mirror sees of it: brighter in the middle, with a soft rim.</summary>
    public bool Seen(in Ray ray, float limit, out Vector3 radiance)
    {
        radiance = default;
        var facing = Vector3.Dot(ray.Direction, _normal);
        var t = Vector3.Dot(Center - ray.Origin, _normal) / facing;
        if (facing > -1e-4f || t <= 0 || t > limit)
        {
            return false;
        }

        var p = ray.At(t) - Center;
        var x = MathF.Abs(Vector3.Dot(p, Right)) / Right.LengthSquared();
        var y = MathF.Abs(Vector3.Dot(p, Up)) / Up.LengthSquared();
        if (x > 1 || y > 1)
        {
            return false;
        }

        var rim = MathF.Min(Materials.Noise.Smooth(1, 0.9f, x), Materials.Noise.Smooth(1, 0.9f, y));
        radiance = Radiance * rim * (1.15f - 0.35f * (x * x + y * y) / 2);
        return true;
    }
}
