using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class BmpFiles
{
    /// <summary>Five bits for each of three channels.</summary>
    private const double FiveBits = 3;

    private static readonly uint[] None = [];

    public static IEnumerable<ValidFile> All(Chart chart)
    {
        var (width, height) = (chart.Width, chart.Height);
        var bgr = BmpFile.Rows(chart.Rows([.. Swapped(chart)], 3));
        var bgra = BmpFile.Rows(chart.Rows(WithFourth(chart, 255), 4));
        var bgrx = BmpFile.Rows(chart.Rows(WithFourth(chart, 0), 4));
        uint[] masks = [0xFF0000, 0xFF00, 0xFF, 0xFF000000];
        yield return new("bmp.bmp", BmpFile.Write(40, width, height, 24, 0, None, [], bgr));
        yield return new("bmp-os2.bmp", BmpFile.Write(12, width, height, 24, 0, None, [], bgr));
        yield return new("bmp-top-down.bmp", BmpFile.Write(40, width, -height, 24, 0, None, [], TopDown(chart)));
        yield return new("bmp-32.bmp", BmpFile.Write(40, width, height, 32, 0, None, [], bgrx));
        yield return new("bmp-masks.bmp", BmpFile.Write(40, width, height, 32, 3, masks[..3], [], bgrx));
        yield return new("bmp-alpha.bmp", BmpFile.Write(108, width, height, 32, 3, masks, [], bgra));
        yield return new("bmp-alpha-unused.bmp", BmpFile.Write(56, width, height, 32, 3, masks, [], bgrx));
        yield return new("bmp-555.bmp", BmpFile.Write(40, width, height, 16, 0, None, [], Packed(chart, 5)), FiveBits);
        yield return new(
            "bmp-565.bmp",
            BmpFile.Write(52, width, height, 16, 3, [0xF800, 0x07E0, 0x001F], [], Packed(chart, 6)),
            FiveBits);
        yield return new(
            "bmp-adobe-rgb.bmp",
            BmpFile.Write(
                124, width, height, 24, 0, None, [],
                BmpFile.Rows(chart.Rows([.. Swapped(chart.Map(ColourSpaces.AdobeRgb))], 3)), IccFile.AdobeRgb()),
            Rounded);
        foreach (var palette in WithPalette(chart))
        {
            yield return palette;
        }
    }

    private static IEnumerable<ValidFile> WithPalette(Chart chart)
    {
        var (width, height) = (chart.Width, chart.Height);
        byte[] Ramp(int colours, int size) => [.. Enumerable.Range(0, colours)
            .SelectMany(i => Enumerable.Repeat((byte)(i * 255 / (colours - 1)), 3).Concat(new byte[size - 3]))];
        var rows = chart.Rows(chart.Grey, 1).ToList();
        var halves = rows.Select(row => row.Select(grey => (byte)((grey + 8) / 17)).ToArray()).ToList();
        yield return new(
            "bmp-8.bmp", BmpFile.Write(40, width, height, 8, 0, None, Ramp(256, 4), BmpFile.Rows(rows)), IsGrey: true);
        yield return new(
            "bmp-8-os2.bmp",
            BmpFile.Write(12, width, height, 8, 0, None, Ramp(256, 3), BmpFile.Rows(rows)),
            IsGrey: true);
        yield return new(
            "bmp-4.bmp",
            BmpFile.Write(40, width, height, 4, 0, None, Ramp(16, 4), BmpFile.Rows(halves.Select(Paired))),
            Quantized,
            IsGrey: true);
        yield return new(
            "bmp-rle8.bmp",
            BmpFile.Write(40, width, height, 8, 1, None, Ramp(256, 4), Runs(rows, isHalf: false)),
            IsGrey: true);
        yield return new(
            "bmp-rle4.bmp",
            BmpFile.Write(40, width, height, 4, 2, None, Ramp(16, 4), Runs(halves, isHalf: true)),
            Quantized,
            IsGrey: true);
    }

    private static IEnumerable<byte> Swapped(Chart chart) => chart.Rgb.Chunk(3).SelectMany(rgb => rgb.Reverse());

    private static byte[] WithFourth(Chart chart, byte value) =>
        [.. chart.Rgb.Chunk(3).SelectMany(rgb => rgb.Reverse().Append(value))];

    /// <summary>Rows from the top are rows from the bottom of the rows in reverse.</summary>
    private static byte[] TopDown(Chart chart) => BmpFile.Rows(chart.Rows([.. Swapped(chart)], 3).Reverse());

    private static byte[] Packed(Chart chart, int greenBits) => BmpFile.Rows(chart.Rows(
        [.. chart.Rgb.Chunk(3).SelectMany(rgb => BitConverter.GetBytes((ushort)(
            (Level(rgb[0], 5) << (5 + greenBits)) | (Level(rgb[1], greenBits) << 5) | Level(rgb[2], 5))))],
        2));

    private static int Level(byte value, int bits) => (int)Math.Round(value * ((1 << bits) - 1) / 255.0);

    private static byte[] Paired(byte[] halves) =>
        [.. halves.Chunk(2).Select(pair => (byte)((pair[0] << 4) | (pair.Length > 1 ? pair[1] : 0)))];

    /// <summary>Each row as a literal, in parts of ten, but for its last pixel, which is a run of one.</summary>
    private static byte[] Runs(List<byte[]> rows, bool isHalf)
    {
        var writer = new ByteWriter();
        foreach (var row in Enumerable.Reverse(rows))
        {
            foreach (var part in row[..^1].Chunk(10))
            {
                AddPart(writer, part, isHalf);
            }

            writer.Add(1, isHalf ? (byte)(row[^1] << 4) : row[^1], 0, 0);
        }

        return writer.Add(0, 1).ToArray();
    }

    /// <summary>Literals have at least three pixels.</summary>
    private static void AddPart(ByteWriter writer, byte[] part, bool isHalf)
    {
        if (part.Length < 3)
        {
            foreach (var value in part)
            {
                writer.Add(1, isHalf ? (byte)(value << 4) : value);
            }

            return;
        }

        writer.Add(0, (byte)part.Length).Add(isHalf ? Paired(part) : part);
        writer.PadTo((writer.Length + 1) / 2 * 2);
    }
}
