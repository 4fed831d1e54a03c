using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>A half line; <paramref name="Direction"/> has unit length.</summary>
internal readonly record struct Ray(Vector3 Origin, Vector3 Direction)
{
    public Vector3 At(float t) => Origin + Direction * t;
}
