using System.Numerics;

namespace Pipeline.Studio.Materials;

/// <summary>Linear sRGB as used in the renderer, and its 8-bit encoding (IEC 61966-2-1).</summary>
internal static class Colour
{
    public static readonly Vector3 White = new(0.86f);

    /// <summary>0xRRGGBB as linear light.</summary>
    public static Vector3 Hex(int rgb) => new(Linear(rgb >> 16 & 255), Linear(rgb >> 8 & 255), Linear(rgb & 255));

    /// <summary>Linear light to an encoded value 0..1.</summary>
    public static Vector3 Encode(Vector3 linear) => new(Encode(linear.X), Encode(linear.Y), Encode(linear.Z));

    public static float Luminance(Vector3 c) => 0.2126f * c.X + 0.7152f * c.Y + 0.0722f * c.Z;

    private static float Linear(int value)
    {
        var v = value / 255f;
        return v <= 0.04045f ? v / 12.92f : MathF.Pow((v + 0.055f) / 1.055f, 2.4f);
    }

    private static float Encode(float v)
    {
        v = Math.Clamp(v, 0, 1);
        return v <= 0.0031308f ? v * 12.92f : 1.055f * MathF.Pow(v, 1 / 2.4f) - 0.055f;
    }
}
