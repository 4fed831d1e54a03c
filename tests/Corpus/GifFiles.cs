using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class GifFiles
{
    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("gif.gif", chart.Rgb.GifsaveBuffer(dither: 0, effort: 10), Quantized);
        yield return new("gif-interlaced.gif", chart.Rgb.GifsaveBuffer(dither: 0, interlace: true), Quantized);
    }

    /// <summary>Frames that state their size, and have one pixel each.</summary>
    public static byte[] OfFrames(int width, int height, int frames)
    {
        var file = new ByteWriter().Text("GIF89a").UInt16(width).UInt16(height).Add(0x80, 0, 0, 0, 0, 0, 255, 255, 255);
        for (var i = 0; i < frames; i++)
        {
            file.Add(0x21, 0xF9, 4, 0, 4, 0, 0, 0).Add(0x2C).UInt16(0).UInt16(0).UInt16(width).UInt16(height)
                .Add(0, 2, 2, 0x44, 0x01, 0);
        }

        return file.Add(0x3B).ToArray();
    }

    /// <summary>A screen of the stated size, and nothing on it.</summary>
    public static byte[] Screen(int width, int height) =>
        new ByteWriter().Text("GIF89a").UInt16(width).UInt16(height).Add(0, 0, 0, 0x3B).ToArray();
}
