using System.Numerics;

namespace Pipeline.Studio.Materials;

/// <summary>A surface that may vary from place to place, in the model's own coordinates.</summary>
/// <param name="At">The surface at a point.</param>
/// <param name="Relief">Height in units, for bumps too small to be geometry.</param>
internal sealed record Material(Func<Vector3, Surface> At, Func<Vector3, float>? Relief = null)
{
    /// <summary>Paint, plastic, glaze: coloured below a clear coat.</summary>
    public static Material Plain(Vector3 albedo, float roughness, float mirror = 0.04f)
    {
        var surface = new Surface(albedo, new Vector3(mirror), roughness);
        return new Material(_ => surface);
    }

    public static Material Metal(Vector3 colour, float roughness)
    {
        var surface = new Surface(colour * 0.06f, colour, roughness);
        return new Material(_ => surface);
    }
}
