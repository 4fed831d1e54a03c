using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;

namespace Pipeline.Studio.Objects;

/// <summary>
/// Turned glass: a tumbler, a wine glass or a vase with stems in it. Its body lets the background through.
/// </summary>
internal sealed record Glassware
{
    private static readonly Vector2[] Tumbler = [new(0, 0.07f), new(0.5f, 0.07f), new(0.56f, 0.3f), new(0.66f, 1.6f)];

    private static readonly Vector2[] Goblet = Sdf.Round(
    [
        new(0.52f, 0.03f), new(0.1f, 0.06f), new(0.045f, 0.2f), new(0.045f, 0.85f), new(0.2f, 0.95f), new(0.44f, 1.14f),
        new(0.56f, 1.42f), new(0.53f, 1.75f), new(0.45f, 2.05f),
    ]);

    private static readonly Vector2[] Vase = Sdf.Round(
    [
        new(0, 0.06f), new(0.36f, 0.06f), new(0.5f, 0.3f), new(0.52f, 0.6f), new(0.36f, 1.0f), new(0.26f, 1.25f),
        new(0.36f, 1.45f),
    ]);

    public string Kind { get; init; } = "tumbler";

    public Glass Glass { get; init; } = new(new Vector3(0.75f, 0.85f, 0.82f), 1.1f);

    /// <summary>What is in it, if anything; it has no surface of its own against the glass.</summary>
    public Glass? Drink { get; init; }

    public int Seed { get; init; } = 4;

    public Model Build()
    {
        var profile = Kind switch { "goblet" => Goblet, "vase" => Vase, _ => Tumbler };
        var wall = Kind == "goblet" ? 0.022f : 0.04f;
        var model = new Model().Add(Material.Clear(Glass), p => Shell(p, profile, wall));
        if (Drink is { } drink)
        {
            model.Add(Material.Clear(drink), p => Fill(p, profile, wall));
        }

        if (Kind == "vase")
        {
            Stems(model);
        }

        return model;
    }

    private static float Shell(Vector3 p, Vector2[] profile, float wall)
    {
        var (q, best) = (Sdf.Turn(p), float.MaxValue);
        for (var i = 0; i + 1 < profile.Length; i++)
        {
            best = MathF.Min(best, Sdf.Segment2(q, profile[i], profile[i + 1]));
        }

        return best - wall;
    }

    /// <summary>Up to two thirds of the bowl, inside its wall.</summary>
    private float Fill(Vector3 p, Vector2[] profile, float wall)
    {
        var first = Array.FindIndex(profile, q => q.Y > (Kind == "goblet" ? 0.9f : 0.05f) && q.X > 0.1f);
        var level = profile[first].Y + (profile[^1].Y - profile[first].Y) * 0.62f;
        var y = Math.Clamp(p.Y, profile[first].Y, level);
        var i = first;
        while (i + 2 < profile.Length && profile[i + 1].Y < y)
        {
            i++;
        }

        var share = (y - profile[i].Y) / (profile[i + 1].Y - profile[i].Y);
        var radius = profile[i].X + (profile[i + 1].X - profile[i].X) * share - wall - 0.012f;
        var ends = MathF.Max(p.Y - level, profile[first].Y + wall - p.Y);
        return MathF.Max((Sdf.Radial(p) - radius) * 0.7f, ends);
    }

    private void Stems(Model model)
    {
        var random = new Random(Seed);
        var stem = Material.Plain(Colour.Hex(0x4E7A35), 0.5f);
        for (var i = 0; i < 5; i++)
        {
            var turn = i * 2.4f + random.NextSingle();
            var side = new Vector3(MathF.Cos(turn), 0, MathF.Sin(turn));
            var foot = side * -0.18f + new Vector3(0, 0.14f, 0);
            var (reach, up) = (0.2f + 0.25f * random.NextSingle(), 1.85f + 0.4f * random.NextSingle());
            var head = side * reach + new Vector3(0, up, 0);
            model.Add(stem, p => Sdf.Rod(p, foot, head, 0.018f, 0.014f));
            var (green, blue) = (0.2f + 0.5f * random.NextSingle(), 0.1f + 0.5f * random.NextSingle());
            Flower(model, head, new Vector3(0.75f, green, blue));
        }
    }

    private static void Flower(Model model, Vector3 at, Vector3 colour)
    {
        var petals = Material.Plain(colour, 0.6f, 0.02f);
        model.Add(Material.Plain(Colour.Hex(0xD8A830), 0.8f), p => Sdf.Sphere(p, at + new Vector3(0, 0.02f, 0), 0.05f));
        model.Add(petals, p =>
        {
            var q = Sdf.Fold(p - at, 7);
            return Sdf.Ellipsoid(q - new Vector3(0.12f, 0.03f, 0), new Vector3(0.1f, 0.02f, 0.05f)) * 0.8f;
        });
    }
}
