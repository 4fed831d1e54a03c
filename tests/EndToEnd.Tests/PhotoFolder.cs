using OpenCvSharp;

namespace Pipeline.EndToEnd.Tests;

/// <summary>A folder of drawn photos and a folder for their cutouts, both deleted after the test.</summary>
internal sealed class PhotoFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-test-").FullName;

    public PhotoFolder() => Directory.CreateDirectory(Photos);

    public string Photos => Path.Combine(_root, "photos");

    public string Cutouts => Path.Combine(_root, "cutouts");

    /// <summary>A coloured disc on a light backdrop; the seed makes each photo another.</summary>
    public string Draw(string name, int seed = 0, int side = 96)
    {
        using var pixels = new Mat(side, side, MatType.CV_8UC3, new Scalar(230, 228, 226));
        var colour = new Scalar(20 + seed * 37 % 100, 30 + seed * 53 % 100, 60 + seed * 71 % 100);
        Cv2.Circle(pixels, side / 2, side / 2, side / 3, colour, -1, LineTypes.AntiAlias);
        Assert.True(Cv2.ImEncode(Path.GetExtension(name), pixels, out var file));
        return Write(name, file);
    }

    public string Write(string name, byte[] content)
    {
        var path = Path.Combine(Photos, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    /// <summary>The cutouts, relative, with the time each was written.</summary>
    public IReadOnlyDictionary<string, DateTime> Finished() => Directory.Exists(Cutouts)
        ? Directory.EnumerateFiles(Cutouts, "*.png", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(Cutouts, path), File.GetLastWriteTimeUtc)
        : new Dictionary<string, DateTime>();

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
