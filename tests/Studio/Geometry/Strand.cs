using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>
/// One hair: a tapering polyline from root to tip. <paramref name="Normal"/> is the skin's at the root.
/// </summary>
internal sealed record Strand(Vector3[] Points, float Radius, Vector3 Colour, Vector3 Normal)
{
    public Strand At(Pose pose) => this with
    {
        Points = [.. Points.Select(pose.ToWorld)],
        Radius = Radius * pose.Scale,
        Normal = pose.Turn(Normal),
    };

    /// <summary>What is left of a radius at 0 (root) … 1 (tip).</summary>
    public static float RadiusAt(float radius, float s) => radius * MathF.Max(1 - s * s, 0.08f);
}
