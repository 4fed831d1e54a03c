using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>Adds what a sensor adds to a finished picture; the truth stays as it is.</summary>
internal static class Sensor
{
    /// <summary>Gaussian noise, a little stronger in the shadows, the same for the same seed.</summary>
    /// <param name="picture">Encoded RGB values; not changed.</param>
    /// <param name="sigma">Standard deviation in 8-bit steps; 0 returns the same values.</param>
    /// <param name="seed">Picks the pattern.</param>
    public static byte[] Expose(byte[] picture, float sigma, uint seed)
    {
        var noisy = new byte[picture.Length];
        for (var i = 0; i < picture.Length; i++)
        {
            var a = Noise.Unit(Noise.Hash((uint)i * 2, seed));
            var b = Noise.Unit(Noise.Hash((uint)i * 2 + 1, seed));
            var normal = MathF.Sqrt(-2 * MathF.Log(1 - a)) * MathF.Cos(MathF.Tau * b);
            noisy[i] = Film.Round(picture[i] + normal * sigma * (1.3f - 0.6f * picture[i] / 255f));
        }

        return noisy;
    }
}
