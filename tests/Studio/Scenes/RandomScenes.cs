using System.Numerics;
using Pipeline.Studio.Geometry;
using Pipeline.Studio.Materials;
using Pipeline.Studio.Rendering;

namespace Pipeline.Studio.Scenes;

/// <summary>Builds the scenes that <see cref="ScenePlan"/>s describe.</summary>
internal static class RandomScenes
{
    // Seeds looked through before a combination counts as impossible.
    private const int Patience = 20_000;

    public static Scene Make(int seed, int width, int height) => Make(ScenePlan.Draw(seed), width, height);

    /// <summary>The scene of a plan in a picture of the given size (pixels).</summary>
    public static Scene Make(ScenePlan plan, int width, int height)
    {
        var random = new Random((int)(Noise.Hash((uint)plan.Seed, 77) >> 1));
        var subject = new Body(Place(plan, random), gridded: true);
        var fill = (plan.Cropped ? 1 : 0.78f) + 0.28f * random.NextSingle();
        var (elevation, view) = (5 + 19 * random.NextSingle(), 18 + 12 * random.NextSingle());
        var shot = new Shot(0, elevation, view, fill, plan.Cropped ? 0.3f + 0.3f * random.NextSingle() : 0);
        var camera = shot.Of(subject, width, height);
        return new Scene
        {
            Objects = [.. plan.Products.Select(product => product.Name)],
            Subject = subject,
            Backdrop = Background(plan, random),
            Camera = plan.Shallow ? camera.Through(0.16f + 0.3f * random.NextSingle(), Sharp(subject, random)) : camera,
            Lights = Lights(random),
            // Nobody photographs black on black as dark as it is.
            Exposure = plan.Kind == "black" && plan.Tone == Tone.Black ? 1.7f : 1,
            Vignette = random.Next(3) == 0 ? 0.5f * random.NextSingle() : 0,
            SensorNoise = plan.Noisy ? 3.5f + 4 * random.NextSingle() : 1.6f * random.NextSingle(),
            JpegQuality = 62 + random.Next(34),
            Seed = Noise.Hash((uint)plan.Seed),
        };
    }

    /// <summary>
    /// The plans from a seed on, one per seed; with <paramref name="traits"/> only those that have one of them, with
    /// <paramref name="kinds"/> only those before one of them. A picture is the same however it was found.
    /// </summary>
    /// <exception cref="ArgumentException">No seed gives such a scene.</exception>
    public static IEnumerable<ScenePlan> From(int seed, IReadOnlyList<string> traits, IReadOnlyList<string> kinds)
    {
        var missed = 0;
        while (missed < Patience)
        {
            var plan = ScenePlan.Draw(seed++);
            if ((traits.Count == 0 || plan.Traits.Any(traits.Contains))
                && (kinds.Count == 0 || kinds.Contains(plan.Kind)))
            {
                missed = 0;
                yield return plan;
            }

            missed++;
        }

        throw new ArgumentException("No random scene is like that: the traits and the backgrounds exclude each other.");
    }

    /// <summary>Side by side, sometimes one a little before another, turned and scaled a little.</summary>
    private static List<Model> Place(ScenePlan plan, Random random)
    {
        var built = new List<(Model Model, Pose Pose)>();
        var edge = 0f;
        foreach (var product in plan.Products)
        {
            var model = product.Build(new Paint(random, plan.Tone));
            var pose = new Pose(Vector3.Zero, (random.NextSingle() * 2 - 1) * 0.9f, 0.85f + 0.3f * random.NextSingle());
            var box = pose.ToWorld(model.Bounds());
            var depth = built.Count == 0 ? 0 : random.NextSingle() * 0.9f - 0.45f;
            built.Add((model, pose with { Offset = new Vector3(edge - box.Min.X, 0, depth) }));
            edge += box.Max.X - box.Min.X + 0.25f * random.NextSingle() - 0.15f;
        }

        var middle = new Vector3(edge / -2, 0, 0);
        var models = built.ConvertAll(b => b.Model.At(b.Pose with { Offset = b.Pose.Offset + middle }));
        if (plan.Moves)
        {
            var which = random.Next(models.Count);
            models[which] = models[which].Moving(Velocity(random));
        }

        return models;
    }

    /// <summary>Mostly sideways, sometimes dropped.</summary>
    private static Vector3 Velocity(Random random)
    {
        var (length, turn) = (0.05f + 0.12f * random.NextSingle(), (random.NextSingle() - 0.5f) * 0.9f);
        return random.Next(4) == 0
            ? new Vector3(0, length, 0)
            : new Vector3(MathF.Cos(turn), MathF.Sin(turn) * 0.4f, MathF.Sin(turn)) * length;
    }

    /// <summary>A place in the front half of the subject.</summary>
    private static Vector3 Sharp(Body subject, Random random)
    {
        var (middle, front) = (subject.Bounds.Center, subject.Bounds.Max.Z);
        return middle with { Z = front + (middle.Z - front) * random.NextSingle() };
    }

    private static IReadOnlyList<Softbox> Lights(Random random) => random.Next(3) == 0
        ? Lighting.Tent()
        : Lighting.KeyAndFill(random.Next(2) * 2 - 1, 0.7f + 1.6f * random.NextSingle(), 0.1f * random.NextSingle());

    private static Backdrop Background(ScenePlan plan, Random random)
    {
        var sheet = plan.Kind switch
        {
            "white" => Backdrops.White(),
            "gradient" => Backdrops.Gradient(Grey(random) + Paint.Vivid(random) * 0.3f, Grey(random)),
            "vignette" => Backdrops.Glow(Paint.Vivid(random), "vignette", 1.4f, 0.9f),
            "paper" => Backdrops.Paper(random.Next(3) == 0 ? Grey(random) : Paint.Vivid(random)),
            "wood" => Backdrops.WoodTable(Tint(random, 0xC79A68), Tint(random, 0x6E4524), Paint.Vivid(random)),
            "fabric" => Backdrops.Fabric(Paint.Vivid(random)),
            "stone" => Backdrops.Stone(Vector3.Lerp(Grey(random), Paint.Vivid(random), 0.25f), random.Next()),
            "clutter" => Backdrops.Clutter(random.Next()),
            _ => Backdrops.Paper(new Vector3(0.012f), "black"),
        };
        return plan.Reflects
            ? sheet with { Gloss = 0.25f + 0.4f * random.NextSingle(), Roughness = 0.2f * random.NextSingle() }
            : sheet;
    }

    private static Vector3 Grey(Random random) => new(0.12f + 0.55f * random.NextSingle());

    private static Vector3 Tint(Random random, int rgb) => Colour.Hex(rgb) * (0.5f + 0.7f * random.NextSingle());
}
