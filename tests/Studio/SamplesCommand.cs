using Pipeline.Studio.Output;
using Pipeline.Studio.Rendering;
using Pipeline.Studio.Scenes;

namespace Pipeline.Studio;

/// <summary>Makes the sample photographs.</summary>
internal static class SamplesCommand
{
    public static int Run(string output, Arguments arguments)
    {
        arguments.Allow("truth", "only", "samples");
        var only = arguments.Text("only");
        var side = arguments.Side(Samples.Side);
        foreach (var sample in Samples.All.Where(s => only is null || Name(s) == only))
        {
            var (bytes, frame) = Make(sample, side);
            var path = Path.Combine(output, sample.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllBytes(path, bytes);
            if (arguments.Text("truth") is { } truth)
            {
                FrameWriter.Truth(truth, Name(sample), frame);
            }

            Console.WriteLine($"{sample.Path} {sample.Width}x{sample.Height} {bytes.Length / 1024} KiB");
        }

        return 0;
    }

    /// <summary>The bytes of one sample file, and the frame before noise and encoding.</summary>
    public static (byte[] Bytes, Frame Frame) Make(Sample sample, int side)
    {
        var scene = sample.Scene();
        var frame = new Renderer(scene, Quality.Showing(side)).Render(sample.Width, sample.Height);
        var exposed = Sensor.Expose(frame.Picture, scene.SensorNoise, scene.Seed);
        var extension = Path.GetExtension(sample.Path);
        return (ImageFile.Encode(extension, exposed, sample.Width, sample.Height, 3, sample.Turned), frame);
    }

    private static string Name(Sample sample) => Path.GetFileNameWithoutExtension(sample.Path);
}
