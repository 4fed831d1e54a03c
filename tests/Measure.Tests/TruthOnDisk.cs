using OpenCvSharp;

namespace Pipeline.Measure.Tests;

/// <summary>A temporary folder with the truth of two tiny pictures, deleted after the test.</summary>
internal sealed class TruthOnDisk : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-test-").FullName;

    /// <summary>"left" and "right": 40 × 30, a half-plane each, red on white.</summary>
    public TruthOnDisk()
    {
        Truth("left", new Rect(0, 0, 20, 30));
        Truth("right", new Rect(20, 0, 20, 30));
        File.WriteAllText(At("truth/scenes.json"), """
            [
              { "name": "left", "file": "left.jpg", "seed": 1, "objects": ["half"], "background": "white", "width": 40, "height": 30 },
              { "name": "right", "file": "right.jpg", "background": "grey", "traits": ["hair", "thin"] }
            ]
            """);
    }

    public string At(string path) => Path.Combine(_root, path);

    /// <summary>A red cutout that is opaque in the rectangle.</summary>
    public void Result(string folder, string name, Rect opaque, int width = 40, int height = 30)
    {
        using var cutout = new Mat(height, width, MatType.CV_8UC4, Scalar.All(0));
        cutout[opaque].SetTo(new Scalar(0, 0, 200, 255));
        Write($"{folder}/{name}.png", cutout);
    }

    public void Write(string path, Mat picture)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(path))!);
        Assert.True(Cv2.ImWrite(At(path), picture));
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private void Truth(string name, Rect subject)
    {
        using var photo = new Mat(30, 40, MatType.CV_8UC3, Scalar.All(255));
        photo[subject].SetTo(new Scalar(0, 0, 200));
        using var alpha = Mattes.Box(40, 30, subject);
        using var colours = new Mat(30, 40, MatType.CV_8UC3, Scalar.All(0));
        colours[subject].SetTo(new Scalar(0, 0, 200));
        Write($"truth/images/{name}.jpg", photo);
        Write($"truth/alpha/{name}.png", alpha);
        Write($"truth/foreground/{name}.png", colours);
    }
}
