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

    /// <summary>Set when light passes: such a part covers what is behind it only in part.</summary>
    public Glass? Glass { get; init; }

    /// <summary>Clear or tinted glass.</summary>
    public static Material Clear(Glass glass) =>
        new(_ => new Surface(Vector3.Zero, new Vector3(0.04f), 0)) { Glass = glass };

    public static Material Metal(Vector3 colour, float roughness)
    {
        var surface = new Surface(colour * 0.06f, colour, roughness);
        return new Material(_ => surface);
    }
}
