using System.Numerics;

namespace Pipeline.Studio.Geometry;

/// <summary>
/// Steam or smoke: <paramref name="Density"/> per unit of path at a place of the model's own coordinates, inside a box,
/// and the share of light that it scatters (linear).
/// </summary>
internal sealed record Smoke(Func<Vector3, float> Density, Bounds Box, Vector3 Colour)
{
    private const int Steps = 16;
    private readonly Pose _pose = new(Vector3.Zero);

    private Smoke(Smoke from, Pose pose)
        : this(from.Density, from.Box, from.Colour) => _pose = pose;

    public Bounds Bounds => _pose.ToWorld(Box);

    public Smoke At(Pose pose) => new(this, pose);

    /// <summary>
    /// The share of light that gets through between the eye and a limit. Always the same steps: the density is smooth,
    /// so neighbouring rays err alike and no grain appears.
    /// </summary>
    public float Through(in Ray ray, float limit)
    {
        if (!Bounds.Clip(ray, Bounds.Inverse(ray.Direction), limit, out var enter, out var exit))
        {
            return 1;
        }

        var (sum, step) = (0f, (exit - enter) / Steps);
        for (var i = 0; i < Steps; i++)
        {
            sum += Density(_pose.ToLocal(ray.At(enter + (i + 0.5f) * step)));
        }

        return MathF.Exp(-sum * step / _pose.Scale);
    }
}
