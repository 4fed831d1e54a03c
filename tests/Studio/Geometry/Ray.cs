using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>
/// A half line; <paramref name="Direction"/> has unit length. <paramref name="Time"/> is the moment within the
/// exposure, -0.5 … 0.5, at which moving things are met.
/// </summary>
internal readonly record struct Ray(Vector3 Origin, Vector3 Direction, float Time = 0)
{
    public Vector3 At(float t) => Origin + Direction * t;
}
