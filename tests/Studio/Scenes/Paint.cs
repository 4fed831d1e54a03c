using System.Numerics;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Scenes;

/// <summary>Draws colours (linear) of one tone.</summary>
internal sealed class Paint(Random random, Tone tone)
{
    public Random Random => random;

    /// <summary>A coat of paint.</summary>
    public Vector3 Coat() => tone switch
    {
        Tone.White => new Vector3(0.74f + 0.1f * random.NextSingle()) * Cast(0.03f),
        Tone.Black => new Vector3(0.014f + 0.02f * random.NextSingle()) * Cast(0.1f),
        _ => Vivid(random),
    };

    /// <summary>Nearly a given colour where the tone leaves it free.</summary>
    public Vector3 Like(int rgb) =>
        tone == Tone.Coloured ? Colour.Hex(rgb) * (0.6f + 0.6f * random.NextSingle()) * Cast(0.12f) : Coat();

    /// <summary>A colour with one channel well above the least, of any brightness.</summary>
    public static Vector3 Vivid(Random random)
    {
        var c = new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle());
        var least = MathF.Min(c.X, MathF.Min(c.Y, c.Z));
        c -= new Vector3(least * 0.7f * random.NextSingle());
        return c * c * (0.25f + 0.55f * random.NextSingle()) + new Vector3(0.03f);
    }

    private Vector3 Cast(float by) =>
        Vector3.One + new Vector3(random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle() - 0.5f) * by;
}
