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
        arguments.Allow("count", "seed", "size", "samples");
        var (width, height) = Size(arguments.Text("size") ?? "640x640");
        var count = arguments.Number("count", 1);
        var first = arguments.Number("seed", 1);
        var side = arguments.Side(4);
        var list = new List<object>();
        for (var i = 0; i < count; i++)
        {
            var seed = first + i;
            var scene = RandomScenes.Make(seed, width, height);
            var frame = new Renderer(scene, Quality.Measuring(side)).Render(width, height);
            var name = FormattableString.Invariant($"{seed:D6}");
            // Every other picture is a JPEG, because most product photographs are.
            var file = name + (seed % 2 == 0 ? ".png" : ".jpg");
            var exposed = Sensor.Expose(frame.Picture, scene.SensorNoise, scene.Seed);
            ImageFile.Write(Path.Combine(output, "images", file), exposed, width, height, 3);
            FrameWriter.Truth(output, name, frame);
            list.Add(new { name, file, seed, objects = scene.Objects, background = scene.Backdrop.Kind, width, height });
            Console.WriteLine($"{file} {string.Join('+', scene.Objects)} on {scene.Backdrop.Kind}");
        }

        File.WriteAllText(Path.Combine(output, "scenes.json"), JsonSerializer.Serialize(list, Indented) + "\n");
        return 0;
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
