using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class WebPFiles
{
    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("webp.webp", chart.Rgb.WebpsaveBuffer(q: 95), Lossy);
        yield return new("webp-lossless.webp", chart.Rgb.WebpsaveBuffer(lossless: true));
        yield return new("webp-alpha.webp", chart.Rgba.WebpsaveBuffer(lossless: true));
        yield return new("webp-p3.webp", chart.DisplayP3.WebpsaveBuffer(lossless: true), Rounded);
    }

    /// <summary>A canvas of the stated size, and nothing on it.</summary>
    public static byte[] Canvas(int width, int height) => Riff(Canvas(width, height, isAnimated: false));

    /// <summary>A lossless picture that states its size, and has no pixels.</summary>
    public static byte[] StatedLossless(int width, int height) => Riff(Chunk(
        "VP8L", new ByteWriter().Add(0x2F).UInt32((uint)(width - 1) | ((uint)(height - 1) << 14)).PadTo(64).ToArray()));

    /// <summary>An animation of frames of one small picture.</summary>
    public static byte[] OfFrames(int width, int height, int frames)
    {
        using var small = NetVips.Image.Black(16, 16, bands: 3).Copy(interpretation: NetVips.Enums.Interpretation.Srgb);
        var picture = small.WebpsaveBuffer(lossless: true, keep: NetVips.Enums.ForeignKeep.None)[12..];
        // Place, size less one, duration, flags.
        var frame = Chunk("ANMF", [0, 0, 0, 0, 0, 0, 15, 0, 0, 15, 0, 0, 40, 0, 0, 2, .. picture]);
        var file = new ByteWriter().Add(Canvas(width, height, isAnimated: true)).Add(Chunk("ANIM", new byte[6]));
        for (var i = 0; i < frames; i++)
        {
            file.Add(frame);
        }

        return Riff(file.ToArray());
    }

    private static byte[] Canvas(int width, int height, bool isAnimated)
    {
        var (w, h) = (BitConverter.GetBytes(width - 1), BitConverter.GetBytes(height - 1));
        return Chunk("VP8X", [(byte)(isAnimated ? 2 : 0), 0, 0, 0, w[0], w[1], w[2], h[0], h[1], h[2]]);
    }

    private static byte[] Chunk(string type, byte[] data) =>
        new ByteWriter().Text(type).UInt32(data.Length).Add(data).PadTo(8 + ((data.Length + 1) / 2 * 2)).ToArray();

    private static byte[] Riff(byte[] chunks) =>
        new ByteWriter().Text("RIFF").UInt32(chunks.Length + 4).Text("WEBP").Add(chunks).ToArray();
}
