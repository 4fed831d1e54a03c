using System.Numerics;

namespace Pipeline.Studio.Materials;

/// <summary>Wood: year rings stretched along the grain, and fine dark pores.</summary>
internal static class Wood
{
    /// <param name="light">Colour of early wood.</param>
    /// <param name="dark">Colour of late wood.</param>
    /// <param name="grain">Direction of the fibres, unit length.</param>
    /// <param name="roughness">Of the finish.</param>
    /// <param name="seed">Another board of the same tree.</param>
    public static Material Of(Vector3 light, Vector3 dark, Vector3 grain, float roughness, uint seed) =>
        new(p => new Surface(Tone(p, light, dark, grain, seed), new Vector3(0.04f), roughness));

    /// <summary>The colour at a point.</summary>
    public static Vector3 Tone(Vector3 p, Vector3 light, Vector3 dark, Vector3 grain, uint seed)
    {
        var shift = new Vector3(seed % 89 * 1.37f, seed % 97 * 2.11f, seed % 83 * 1.73f);
        var along = Vector3.Dot(p, grain);
        // Everything changes slowly along the fibres and quickly across them.
        var q = p - grain * (along * 0.93f) + shift;
        var wave = Noise.Fractal(q * 1.6f) * 5.5f + (q.X + q.Y * 0.7f + q.Z * 1.3f) * 3.2f;
        var ring = MathF.Abs(wave - MathF.Floor(wave) - 0.5f) * 2;
        var late = Noise.Smooth(0.15f, 0.95f, ring);
        var fibre = Noise.Value((p - grain * (along * 0.985f) + shift) * 55);
        var pore = Noise.Smooth(0.72f, 0.95f, Noise.Value((p - grain * (along * 0.97f) + shift) * 38));
        var mix = Math.Clamp(0.62f * late + 0.28f * fibre + 0.1f, 0, 1);
        return Vector3.Lerp(light, dark, mix * 0.8f) * (1 - 0.3f * pore);
    }
}
