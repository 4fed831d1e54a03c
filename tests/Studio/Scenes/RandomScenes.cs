using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;
using Pipeline.Studio.Objects;
using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Scenes;

/// <summary>Scenes drawn from a seed: one to three products, any background, camera and light.</summary>
internal static class RandomScenes
{
    /// <summary>The products by name; each takes its colours from the generator.</summary>
    public static readonly IReadOnlyList<(string Name, Func<Random, Model> Build)> Products =
    [
        ("mug", r => new Mug { Glaze = Any(r), Height = 1.4f + 0.6f * r.NextSingle() }.Build()),
        ("chair", r => new Chair { Light = Tint(r, 0xD9A566), Dark = Tint(r, 0x8A5426), Spindles = 5 + r.Next(4) }
            .Build()),
        ("lamp", r => new Lamp { Paint = Any(r) }.Build()),
        ("plush", r => new FurToy { Coat = Any(r), Length = 0.16f + 0.16f * r.NextSingle(), Seed = r.Next() }.Build()),
        ("plant", r => new Plant { Pot = Any(r), Leaves = 14 + r.Next(12), Seed = r.Next() }.Build()),
        ("bottle", r => new Bottle { Glass = Any(r), Cap = Any(r) }.Build()),
        ("headphones", r => new Headphones { Shell = Any(r), Leather = Any(r) }.Build()),
    ];

    public static Scene Make(int seed, int width, int height)
    {
        var random = new Random(seed);
        var names = new List<string>();
        var models = new List<Model>();
        var count = random.Next(4) switch { 0 => 2, 1 when random.Next(2) == 0 => 3, _ => 1 };
        for (var i = 0; i < count; i++)
        {
            var (name, build) = Products[random.Next(Products.Count)];
            names.Add(name);
            var place = new Vector3((i - (count - 1) / 2f) * 1.7f, 0, count == 1 ? 0 : random.NextSingle() * 0.8f - 0.4f);
            models.Add(build(random).At(new Pose(place, Turn(random), 0.85f + 0.3f * random.NextSingle())));
        }

        var subject = new Body(models, gridded: true);
        var (elevation, view) = (6 + 20 * random.NextSingle(), 20 + 12 * random.NextSingle());
        var shot = new Shot(0, elevation, view, 0.6f + 0.35f * random.NextSingle());
        return new Scene
        {
            Objects = names,
            Subject = subject,
            Backdrop = Background(random),
            Camera = shot.Of(subject, width, height),
            Lights = random.Next(3) == 0
                ? Lighting.Tent()
                : Lighting.KeyAndFill(
                    random.Next(2) * 2 - 1, 0.7f + 1.6f * random.NextSingle(), 0.1f * random.NextSingle()),
            Vignette = random.Next(3) == 0 ? 0.5f * random.NextSingle() : 0,
            SensorNoise = 2.5f * random.NextSingle() * random.NextSingle(),
            Seed = Noise.Hash((uint)seed),
        };
    }

    private static Backdrop Background(Random random) => Backdrops.Kinds[random.Next(Backdrops.Kinds.Length)] switch
    {
        "white" => Backdrops.White(),
        "gradient" => Backdrops.Gradient(Any(random) + new Vector3(0.2f), Any(random)),
        "vignette" => Backdrops.Glow(Any(random), "vignette", 1.4f, 0.9f),
        "paper" => Backdrops.Paper(Any(random)),
        "wood" => Backdrops.WoodTable(Tint(random, 0xC79A68), Tint(random, 0x6E4524), Any(random)),
        "fabric" => Backdrops.Fabric(Any(random)),
        "clutter" => Backdrops.Clutter(random.Next()),
        _ => Backdrops.Paper(new Vector3(0.015f), "black"),
    };

    /// <summary>White and black are as likely as all other colours have to be for white on white, black on black.</summary>
    private static Vector3 Any(Random random) => random.Next(6) switch
    {
        0 => new Vector3(0.82f),
        1 => new Vector3(0.02f),
        _ => new Vector3(random.NextSingle(), random.NextSingle(), random.NextSingle()) * 0.75f + new Vector3(0.03f),
    };

    private static Vector3 Tint(Random random, int rgb) => Colour.Hex(rgb) * (0.5f + 0.7f * random.NextSingle());

    private static float Turn(Random random) => (random.NextSingle() * 2 - 1) * 0.9f;
}
