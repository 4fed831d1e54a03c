using System.IO.Compression;
using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class PngFiles
{
    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("png.png", chart.Rgb.PngsaveBuffer());
        yield return new("png-interlaced.png", chart.Rgb.PngsaveBuffer(interlace: true));
        yield return new("png-alpha.png", chart.Rgba.PngsaveBuffer());
        yield return new("png-grey.png", chart.Grey.PngsaveBuffer(), IsGrey: true);
        yield return new("png-16.png", chart.Rgb16.PngsaveBuffer(bitdepth: 16));
        yield return new("png-grey-16.png", chart.Grey16.PngsaveBuffer(bitdepth: 16), IsGrey: true);
        yield return new("png-palette.png", chart.Rgb.PngsaveBuffer(palette: true, dither: 0), Quantized);
        yield return new("png-p3.png", chart.DisplayP3.PngsaveBuffer(), Rounded);
        yield return new("png-adobe-rgb.png", chart.AdobeRgb.PngsaveBuffer(), Rounded);
        yield return new("png-grey-power.png", chart.GreyPower.PngsaveBuffer(), Rounded, IsGrey: true);
        yield return new("png-broken-profile.png", chart.BrokenProfile.PngsaveBuffer());
    }

    /// <summary>A header that states a size, and no pixels.</summary>
    public static byte[] Stated(long width, long height) =>
        PngChunks.Write(("IHDR", PngChunks.Header(width, height)), ("IDAT", Packed(new byte[64])), ("IEND", []));

    /// <summary>An APNG that states so many frames, and has the first.</summary>
    public static byte[] OfFrames(int width, int height, int frames, byte grey = 0) => PngChunks.Write(
        ("IHDR", PngChunks.Header(width, height)),
        ("acTL", new ByteWriter(isBigEndian: true).UInt32(frames).UInt32(0).ToArray()),
        ("IDAT", Packed([.. Enumerable.Repeat(Row(width, grey), height).SelectMany(row => row)])),
        ("IEND", []));

    /// <summary>Filter 0, then pixels.</summary>
    private static byte[] Row(int width, byte grey) => [0, .. Enumerable.Repeat(grey, width)];

    /// <summary>In zlib's format.</summary>
    public static byte[] Packed(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal))
        {
            zlib.Write(bytes);
        }

        return packed.ToArray();
    }
}
