using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>An axis-aligned box.</summary>
internal readonly record struct Bounds(Vector3 Min, Vector3 Max)
{
    public static readonly Bounds Empty = new(new Vector3(float.MaxValue), new Vector3(float.MinValue));

    public Vector3 Center => (Min + Max) * 0.5f;

    public Bounds Union(Bounds other) => new(Vector3.Min(Min, other.Min), Vector3.Max(Max, other.Max));

    public Bounds Include(Vector3 p) => new(Vector3.Min(Min, p), Vector3.Max(Max, p));

    public Bounds Grow(float by) => new(Min - new Vector3(by), Max + new Vector3(by));

    public Bounds Move(Vector3 by) => new(Min + by, Max + by);

    public IEnumerable<Vector3> Corners()
    {
        for (var i = 0; i < 8; i++)
        {
            yield return new Vector3(
                (i & 1) == 0 ? Min.X : Max.X, (i & 2) == 0 ? Min.Y : Max.Y, (i & 4) == 0 ? Min.Z : Max.Z);
        }
    }

    /// <summary>The part of the ray inside the box, between 0 and <paramref name="limit"/>.</summary>
    public bool Clip(in Ray ray, Vector3 inverse, float limit, out float enter, out float exit)
    {
        var a = (Min - ray.Origin) * inverse;
        var b = (Max - ray.Origin) * inverse;
        var low = Vector3.Min(a, b);
        var high = Vector3.Max(a, b);
        enter = MathF.Max(MathF.Max(low.X, low.Y), MathF.Max(low.Z, 0));
        exit = MathF.Min(MathF.Min(high.X, high.Y), MathF.Min(high.Z, limit));
        return enter <= exit;
    }

    /// <summary>One over the direction, with zeros replaced so that no slab becomes 0 · ∞.</summary>
    public static Vector3 Inverse(Vector3 direction) => new(Safe(direction.X), Safe(direction.Y), Safe(direction.Z));

    private static float Safe(float v) => MathF.Abs(v) < 1e-9f ? (v < 0 ? -1e9f : 1e9f) : 1 / v;
}
