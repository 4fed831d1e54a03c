using System.IO.Compression;
using System.Runtime.InteropServices;
using Pipeline.Worker.Models.Checkpoints;

namespace Pipeline.Worker.Tests.Models.Graphs;

/// <summary>
/// Small checkpoints that <c>models/fixtures/make_networks.py</c> wrote, with what PyTorch makes of an input.
/// </summary>
internal static class NetworkFixture
{
    public static byte[] Read(string name)
    {
        using var packed = new GZipStream(File.OpenRead(PathOf($"{name}.pth.gz")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return bytes.ToArray();
    }

    public static Checkpoint Open(string name) => Checkpoint.Open(new MemoryStream(Read(name)));

    /// <summary>As the script makes them.</summary>
    public static float[] Input(int count) =>
        [.. Enumerable.Range(0, count).Select(i => (float)((i * 7919L % 2003 / 1000.0) - 1))];

    public static float[] Output(string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(PathOf($"{name}.y"))).ToArray();

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "fixtures", "networks", file);
}
