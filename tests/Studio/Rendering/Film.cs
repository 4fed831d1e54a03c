using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Rendering;

/// <summary>Linear light to stored values, with a soft shoulder so that highlights do not clip to flat white.</summary>
internal static class Film
{
    private const float Knee = 0.72f;

    /// <summary>Encoded 0..255, not rounded.</summary>
    public static Vector3 Develop(Vector3 linear) =>
        Colour.Encode(new Vector3(Shoulder(linear.X), Shoulder(linear.Y), Shoulder(linear.Z))) * 255;

    public static byte Round(float value) => (byte)Math.Clamp(MathF.Round(value), 0, 255);

    private static float Shoulder(float v) =>
        v <= Knee ? v : Knee + (1 - Knee) * (1 - MathF.Exp(-(v - Knee) / (1 - Knee)));
}
