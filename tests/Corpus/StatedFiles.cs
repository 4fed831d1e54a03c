using NetVips;
using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

/// <summary>The chart in colour spaces that files declare without an ICC profile.</summary>
internal static class StatedFiles
{
    /// <summary>8 bits with another curve lose up to a level.</summary>
    private const double Recoded = 1.2;

    public static IEnumerable<ValidFile> All(Chart chart)
    {
        var p3 = chart.Map(ColourSpaces.DisplayP3);
        var adobe = chart.Map(ColourSpaces.AdobeRgb);
        var linear = chart.Map(rgb => ColourSpaces.Power(rgb, 1));
        yield return new("cicp-p3.png", Png(p3, ("cICP", [12, 13, 0, 1])), Recoded);
        yield return new("cicp-srgb.png", Png(chart, ("cICP", [1, 13, 0, 1])));
        yield return new("gama-linear.png", Png(linear, ("gAMA", Number(100_000))), Recoded);
        yield return new("gama-srgb.png", Png(chart, ("gAMA", Number(45_455))));
        yield return new("gama-chrm-adobe.png", Png(adobe, ("gAMA", Number(45_471)), ("cHRM", AdobePrimaries)), 2.5);
        yield return new("chrm-p3.png", Png(p3, ("cHRM", P3Primaries)), Recoded);
        yield return new("srgb-before-gama.png", Png(chart, ("sRGB", [0]), ("gAMA", Number(100_000))));
        yield return new("gama-grey.png", Grey(linear, ("gAMA", Number(100_000))), Recoded, IsGrey: true);
        yield return new("exif-adobe-rgb.jpg", Exif(adobe, "65535", "R03"), Lossy);
        yield return new("exif-adobe-rgb-2.jpg", Exif(adobe, "2", null), Lossy);
        yield return new("exif-uncalibrated.jpg", Exif(chart, "65535", null), Lossy);
        yield return new("exif-srgb.jpg", Exif(chart, "1", "R98"), Lossy);
        yield return new("nclx-p3.avif", Nclx(p3, 12, 13), Lossy);
        yield return new("nclx-srgb.avif", Nclx(chart, 1, 13), Lossy);
    }

    /// <summary>Spaces that cannot be converted from: the file's colours stay, with a warning.</summary>
    public static IEnumerable<ValidFile> Ignored(Chart chart)
    {
        yield return new("cicp-pq.png", Png(chart, ("cICP", [9, 16, 0, 1])));
        yield return new("cicp-hlg.png", Png(chart, ("cICP", [9, 18, 0, 1])));
        yield return new("cicp-narrow.png", Png(chart, ("cICP", [12, 13, 0, 0])));
        yield return new("gama-none.png", Png(chart, ("gAMA", Number(0))));
        yield return new("chrm-line.png", Png(chart, ("cHRM", [.. Enumerable.Repeat(Number(30_000), 8).SelectMany(n => n)])));
        yield return new("nclx-pq.avif", Nclx(chart, 9, 16), Lossy);
    }

    private static byte[] AdobePrimaries => Primaries(31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000);

    private static byte[] P3Primaries => Primaries(31_270, 32_900, 68_000, 32_000, 26_500, 69_000, 15_000, 6_000);

    private static byte[] Primaries(params int[] values) => [.. values.SelectMany(value => Number(value))];

    private static byte[] Number(int value) => new ByteWriter(isBigEndian: true).UInt32(value).ToArray();

    private static byte[] Png(Chart chart, params (string, byte[])[] stated) => PngChunks.Write(
    [
        ("IHDR", PngChunks.Header(chart.Width, chart.Height, 8, 2)),
        .. stated,
        ("IDAT", PngFiles.Packed([.. chart.Rows(chart.Rgb, 3).SelectMany(row => row.Prepend((byte)0))])),
        ("IEND", []),
    ]);

    private static byte[] Grey(Chart chart, params (string, byte[])[] stated) => PngChunks.Write(
    [
        ("IHDR", PngChunks.Header(chart.Width, chart.Height, 8, 0)),
        .. stated,
        ("IDAT", PngFiles.Packed([.. chart.Rows(chart.Grey, 1).SelectMany(row => row.Prepend((byte)0))])),
        ("IEND", []),
    ]);

    /// <summary>An EXIF segment as cameras write it: the colour space, and the interoperability index beside it.</summary>
    private static byte[] Exif(Chart chart, string space, string? index)
    {
        var bare = chart.ToImage().JpegsaveBuffer(q: 97, subsampleMode: Enums.ForeignSubsample.Off, keep: Enums.ForeignKeep.None);
        var value = int.Parse(space, System.Globalization.CultureInfo.InvariantCulture);
        var tiff = new ByteWriter(isBigEndian: true).Text("MM").UInt16(42).UInt32(8)
            .UInt16(1).UInt16(0x8769).UInt16(4).UInt32(1).UInt32(26).UInt32(0)
            .UInt16(2).UInt16(0xA001).UInt16(3).UInt32(1).UInt16(value).UInt16(0)
            .UInt16(0xA005).UInt16(4).UInt32(1).UInt32(56).UInt32(0)
            .UInt16(1).UInt16(1).UInt16(2).UInt32(4).Text(index ?? "R98").Add(0).UInt32(0).ToArray();
        var segment = new ByteWriter(isBigEndian: true).Add(0xFF, 0xD8, 0xFF, 0xE1).UInt16(8 + tiff.Length)
            .Text("Exif").Add(0, 0).Add(tiff);
        return [.. segment.ToArray(), .. bare[2..]];
    }

    /// <summary>A colour box is put into the properties, and the boxes around it grow.</summary>
    private static byte[] Nclx(Chart chart, int primaries, int transfer)
    {
        var file = chart.ToImage().HeifsaveBuffer(
            q: 97, compression: Enums.ForeignHeifCompression.Av1, effort: 0, subsampleMode: Enums.ForeignSubsample.Off);
        var box = new ByteWriter(isBigEndian: true).UInt32(19).Text("colrnclx")
            .UInt16(primaries).UInt16(transfer).UInt16(6).Add(0x80).ToArray();
        return AvifBoxes.WithProperty(file, box);
    }
}
