using System.Numerics;
using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Scenes;

/// <summary>Usual arrangements of softboxes around a product at the origin, about two units high.</summary>
internal static class Lighting
{
    private static readonly Vector3 Aim = new(0, 0.9f, 0);

    /// <summary>A large key from one side and above, a weaker strip from the other side.</summary>
    /// <param name="side">-1 left, 1 right.</param>
    /// <param name="size">Half size of the key: larger gives softer shadows.</param>
    /// <param name="warmth">0 neutral; positive warmer.</param>
    /// <param name="power">Multiplies both.</param>
    public static IReadOnlyList<Softbox> KeyAndFill(float side, float size, float warmth = 0, float power = 1)
    {
        var tint = new Vector3(1 + warmth, 1, 1 - warmth);
        return
        [
            Softbox.Facing(new Vector3(side * 3.6f, 4.6f, 2.6f), Aim, size, size, tint * (17 * power / (size * size))),
            Softbox.Facing(new Vector3(-side * 4.2f, 2.2f, 2.2f), Aim, 0.7f, 1.9f, new Vector3(2.4f * power)),
        ];
    }

    /// <summary>A wide box overhead and two strips: hardly any shadow.</summary>
    public static IReadOnlyList<Softbox> Tent(float power = 1) =>
    [
        Softbox.Facing(new Vector3(0.4f, 5.4f, 1.4f), Aim, 2.6f, 2.2f, new Vector3(3.2f * power)),
        Softbox.Facing(new Vector3(-4, 2, 2.6f), Aim, 0.8f, 2, new Vector3(4.2f * power)),
        Softbox.Facing(new Vector3(4, 2, 2), Aim, 0.6f, 2, new Vector3(2.6f * power)),
    ];
}
