using System.Numerics;
using Pipeline.Studio.Materials;
using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Scenes;

/// <summary>The kinds of background.</summary>
internal static class Backdrops
{
    public static readonly string[] Kinds =
        ["white", "gradient", "vignette", "paper", "wood", "fabric", "stone", "clutter", "black"];

    /// <summary>White sweep lit on its own, so that it nears paper white with a soft shadow at the feet.</summary>
    public static Backdrop White() => new() { Kind = "white", Albedo = _ => new Vector3(0.9f), Wash = _ => 0.3f };

    /// <summary>One colour of seamless paper.</summary>
    public static Backdrop Paper(Vector3 colour, string kind = "paper") =>
        new() { Kind = kind, Albedo = _ => colour, Wash = p => 0.2f * Noise.Smooth(-2, 4, p.Y) };

    /// <summary>A light behind the product makes the sweep brighter in the middle.</summary>
    public static Backdrop Glow(Vector3 colour, string kind, float height, float strength) => new()
    {
        Kind = kind,
        Albedo = _ => colour,
        Wash = p => strength * MathF.Exp(-(p.X * p.X + (p.Y - height) * (p.Y - height) * 1.3f) / 9)
            * (0.25f + 0.75f * Noise.Smooth(0, -4, p.Z)),
    };

    /// <summary>Grey that falls off from floor to top.</summary>
    public static Backdrop Gradient(Vector3 low, Vector3 high) => new()
    {
        Kind = "gradient",
        Albedo = p => Vector3.Lerp(low, high, Noise.Smooth(0, 4.2f, p.Y - 0.35f * (p.Z + 2))),
        Wash = _ => 0.3f,
    };

    /// <summary>A table of boards in front of a dim room far out of focus.</summary>
    public static Backdrop WoodTable(Vector3 light, Vector3 dark, Vector3 room) => new()
    {
        Kind = "wood",
        Depth = 9,
        Bend = 0.05f,
        Albedo = p => p.Y > 0.04f ? room * (0.4f + 0.3f * MathF.Min(p.Y, 2)) : Boards(p, light, dark),
    };

    /// <summary>Linen: threads over and under.</summary>
    public static Backdrop Fabric(Vector3 colour) => new()
    {
        Kind = "fabric",
        Albedo = p =>
        {
            var q = new Vector2(p.X, p.Z - p.Y) * 42;
            var weft = MathF.Abs(MathF.Sin(q.X * MathF.PI)) * MathF.Abs(MathF.Sin(q.Y * MathF.PI));
            var slub = Noise.Fractal(new Vector3(q.X * 0.15f, q.Y * 1.1f, 0))
                + Noise.Fractal(new Vector3(q.X * 1.1f, 7, q.Y * 0.15f));
            return colour * (0.62f + 0.25f * weft + 0.28f * slub);
        },
    };

    /// <summary>Cast concrete or slate: blotches of many sizes, pits and a few veins.</summary>
    public static Backdrop Stone(Vector3 colour, int seed)
    {
        var shift = new Vector3(seed % 91 * 3.1f, seed % 83 * 1.9f, 0);
        return new Backdrop
        {
            Kind = "stone",
            Albedo = p =>
            {
                var q = new Vector3(p.X, p.Z - p.Y, 0) + shift;
                var blotch = Noise.Fractal(q * 1.1f);
                var grain = Noise.Fractal(q * 9);
                var pit = Noise.Smooth(0.8f, 0.9f, Noise.Value(q * 17));
                var vein = Noise.Smooth(0.03f, 0, MathF.Abs(Noise.Fractal(q * 0.8f + new Vector3(40)) - 0.5f));
                return colour * (0.5f + 0.55f * blotch + 0.3f * grain) * (1 - 0.45f * pit) * (1 - 0.25f * vein);
            },
        };
    }

    /// <summary>A room full of blurred shapes: soft discs and bars of many colours above a plain table.</summary>
    public static Backdrop Clutter(int seed)
    {
        var random = new Random(seed);
        var blobs = Enumerable.Range(0, 34).Select(_ => (
            Center: new Vector2(random.NextSingle() * 12 - 6, random.NextSingle() * 5.5f),
            Half: new Vector2(0.15f + random.NextSingle() * 0.6f, 0.15f + random.NextSingle() * 0.9f),
            Colour: new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle()) * 0.8f)).ToArray();
        var tint = new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle());
        var table = new Vector3(0.25f) + tint * 0.4f;
        return new Backdrop
        {
            Kind = "clutter",
            Depth = 5,
            Bend = 0.1f,
            Wash = _ => 0.2f,
            Albedo = p =>
            {
                if (p.Y <= 0.1f)
                {
                    return table * (0.85f + 0.3f * Noise.Fractal(p * new Vector3(2, 1, 14)));
                }

                var colour = new Vector3(0.3f, 0.28f, 0.26f);
                foreach (var blob in blobs)
                {
                    var q = Vector2.Abs(new Vector2(p.X, p.Y) - blob.Center) - blob.Half;
                    var d = Vector2.Max(q, Vector2.Zero).Length() + MathF.Min(MathF.Max(q.X, q.Y), 0);
                    colour = Vector3.Lerp(colour, blob.Colour, 0.85f * Noise.Smooth(0.16f, -0.16f, d));
                }

                return colour;
            },
        };
    }

    private static Vector3 Boards(Vector3 p, Vector3 light, Vector3 dark)
    {
        const float Width = 1.05f;
        var board = MathF.Floor(p.Z / Width);
        var across = p.Z / Width - board;
        var seed = Noise.Hash((uint)(int)board, 3);
        var tone = Wood.Tone(new Vector3(p.X * 0.7f, 0, across * Width * 1.3f), light, dark, Vector3.UnitX, seed);
        var gap = MathF.Min(across, 1 - across) * Width;
        return tone * (0.85f + 0.25f * Noise.Unit(seed)) * (0.25f + 0.75f * Noise.Smooth(0.004f, 0.014f, gap));
    }
}
