using System.Numerics;
using Pipeline.Studio.Geometry;

namespace Pipeline.Studio.Rendering;

/// <summary>What lets a part of the background through: smoke, and behind it glass.</summary>
internal sealed class Veil(Scene scene, Shader shader)
{
    private readonly bool _glass = scene.Subject.HasGlass;

    public bool Any => _glass || scene.Subject.Smokes.Count > 0;

    /// <summary>The share of light that the glass between faces lets through.</summary>
    public static float Clarity(ReadOnlySpan<Crossing> crossings)
    {
        var (depth, density, last) = (0f, 0f, 0f);
        foreach (var crossing in crossings)
        {
            depth += density * (crossing.T - last);
            density = Step(density, crossing);
            last = crossing.T;
        }

        return MathF.Exp(-depth);
    }

    /// <summary>The share of what lies at the limit that the eye sees.</summary>
    /// <param name="ray">From the eye.</param>
    /// <param name="limit">Distance of what is opaque.</param>
    /// <param name="light">Takes what the veil adds, linear, weighted by its share; null spares the work.</param>
    public float Through(in Ray ray, float limit, ref Vector3? light)
    {
        var through = Smoke(ray, limit);
        if (light is not null)
        {
            foreach (var smoke in scene.Subject.Smokes)
            {
                light += smoke.Colour * shader.Ambient(smoke.Bounds.Center) * (1 - through);
            }
        }

        return _glass ? Glass(ray, limit, through, ref light) : through;
    }

    private float Glass(in Ray ray, float limit, float through, ref Vector3? light)
    {
        var list = default(CrossingList);
        Span<Crossing> crossings = list;
        var count = scene.Subject.Cross(ray, limit, crossings);
        var (density, last, tint) = (0f, 0f, Vector3.Zero);
        foreach (var crossing in crossings[..count])
        {
            var kept = MathF.Exp(-density * (crossing.T - last));
            var share = Mirrored(ray, crossing, out var normal);
            if (light is not null)
            {
                light += through * (1 - kept) * tint * shader.Ambient(ray.At(crossing.T));
                light += through * kept * share * Reflection(ray, crossing, normal);
            }

            through *= kept * (1 - share);
            density = Step(density, crossing);
            (last, tint) = (crossing.T, crossing.Part.Material.Glass!.Tint);
        }

        return through;
    }

    private Vector3 Reflection(in Ray ray, in Crossing crossing, Vector3 normal)
    {
        var way = Vector3.Normalize(Vector3.Reflect(ray.Direction, normal));
        var seen = shader.Look(new Ray(ray.At(crossing.T) + normal * 5e-3f, way, ray.Time), lamps: true);
        return Vector3.Min(seen, new Vector3(4));
    }

    private float Smoke(in Ray ray, float limit)
    {
        var through = 1f;
        foreach (var smoke in scene.Subject.Smokes)
        {
            through *= smoke.Through(ray, limit);
        }

        return through;
    }

    /// <summary>Schlick's approximation for glass, limited so that no face is quite a mirror.</summary>
    private static float Mirrored(in Ray ray, in Crossing crossing, out Vector3 normal)
    {
        normal = crossing.Part.Normal(ray.At(crossing.T) - crossing.Shift);
        var cos = -Vector3.Dot(normal, ray.Direction);
        normal = cos < 0 ? -normal : normal;
        return 0.04f + 0.86f * MathF.Pow(1 - MathF.Min(MathF.Abs(cos), 1), 5);
    }

    private static float Step(float density, in Crossing crossing)
    {
        var own = crossing.Part.Material.Glass!.Density;
        return MathF.Max(density + (crossing.Enters ? own : -own), 0);
    }
}
