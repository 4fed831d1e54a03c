using System.Text.Json;
using Pipeline.Studio.Output;
using Pipeline.Studio.Rendering;
using Pipeline.Studio.Scenes;

namespace Pipeline.Studio;

/// <summary>Makes random pictures with their truth, for measuring.</summary>
internal static class RenderCommand
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static int Run(string output, Arguments arguments)
    {
        arguments.Allow("count", "seed", "size", "samples", "only", "kind", "reduced");
        var (width, height) = Size(arguments.Text("size") ?? "640x640");
        var quality = Quality.Measuring(arguments.Side(4));
        var traits = arguments.Choices("only", Traits.All);
        var kinds = arguments.Choices("kind", Backdrops.Kinds);
        var reduced = Math.Max(1, arguments.Number("reduced", 1));
        var list = new List<object>();
        foreach (var plan in RandomScenes.From(arguments.Number("seed", 1), traits, kinds)
            .Take(arguments.Number("count", 1)))
        {
            list.Add(Picture(output, plan, quality, width, height, reduced));
        }

        Directory.CreateDirectory(output);
        File.WriteAllText(Path.Combine(output, "scenes.json"), JsonSerializer.Serialize(list, Indented) + "\n");
        return 0;
    }

    /// <summary>Writes one picture with its truth; its entry in the scene list.</summary>
    private static object Picture(
        string output, ScenePlan plan, Quality quality, int width, int height, int reduced)
    {
        var scene = RandomScenes.Make(plan, width, height);
        var frame = new Renderer(scene, quality).Render(width, height);
        var name = FormattableString.Invariant($"{plan.Seed:D6}");
        // Every other picture is a JPEG, because most product photographs are.
        var file = name + (plan.Seed % 2 == 0 || reduced > 1 ? ".png" : ".jpg");
        var exposed = Sensor.Expose(frame.Picture, scene.SensorNoise / reduced, scene.Seed);
        ImageFile.Write(Path.Combine(output, "images", file), exposed, width, height, 3, scene.JpegQuality);
        FrameWriter.Truth(output, name, frame);
        Console.WriteLine($"{file} {string.Join('+', scene.Objects)} on {plan.Kind}: {string.Join(", ", plan.Traits)}");
        return new
        {
            name,
            file,
            seed = plan.Seed,
            objects = scene.Objects,
            background = plan.Kind,
            traits = plan.Traits,
            width,
            height,
        };
    }

    private static (int Width, int Height) Size(string text)
    {
        var sides = text.Split('x');
        return sides.Length == 2 && int.TryParse(sides[0], out var w) && int.TryParse(sides[1], out var h)
            && w is >= 16 and <= 8192 && h is >= 16 and <= 8192
            ? (w, h)
            : throw new ArgumentException("--size is WxH, 16 to 8192 each.");
    }
}
