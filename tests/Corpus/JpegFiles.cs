using NetVips;
using static Pipeline.Corpus.ValidFiles;

namespace Pipeline.Corpus;

internal static class JpegFiles
{
    private static ReadOnlySpan<byte> AdobeMark => "Adobe"u8;

    public static IEnumerable<ValidFile> All(ChartImages chart)
    {
        yield return new("jpeg.jpg", Save(chart.Rgb), Lossy);
        yield return new("jpeg-subsampled.jpg", chart.Rgb.JpegsaveBuffer(q: 95), Lossy);
        yield return new("jpeg-progressive.jpg", chart.Rgb.JpegsaveBuffer(q: 97, interlace: true), Lossy);
        yield return new("jpeg-restarts.jpg", chart.Rgb.JpegsaveBuffer(q: 97, restartInterval: 2), Lossy);
        yield return new("jpeg-grey.jpg", Save(chart.Grey), Lossy, IsGrey: true);
        yield return new("jpeg-grey-power.jpg", Save(chart.GreyPower), Lossy, IsGrey: true);
        yield return new("jpeg-p3.jpg", Save(chart.DisplayP3), Lossy);
        yield return new("jpeg-adobe-rgb.jpg", Save(chart.AdobeRgb), Lossy);
        yield return new("jpeg-broken-profile.jpg", Save(chart.BrokenProfile), Lossy);
        yield return new("jpeg-wrong-profile.jpg", Save(chart.WrongProfile), Lossy);
        yield return new("jpeg-cmyk.jpg", Save(chart.Cmyk), Printed);
        yield return new("jpeg-cmyk-bare.jpg", Save(chart.CmykBare), Printed);
        yield return new("jpeg-ycck.jpg", Ycck(chart.Cmyk), Printed);
    }

    private static byte[] Save(Image image) => image.JpegsaveBuffer(q: 97, subsampleMode: Enums.ForeignSubsample.Off);

    /// <summary>
    /// libvips writes Adobe's inverted CMYK, transform 0. Given what turns into luminance and chroma of the inks when
    /// it is inverted, and with transform 2 stated, the file is YCCK.
    /// </summary>
    private static byte[] Ycck(Image cmyk)
    {
        double[][] toYcc =
            [[0.299, 0.587, 0.114], [-0.168736, -0.331264, 0.5], [0.5, -0.418688, -0.081312]];
        using var inks = cmyk.ExtractBand(0, n: 3);
        var ycc = inks.Recomb(Image.NewFromArray(toYcc)).Linear([-1, -1, -1], [255.0, 127, 127]);
        var image = ycc.Bandjoin(cmyk[3]).Rint().Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Cmyk);
        var file = Save(image);
        file[file.AsSpan().IndexOf(AdobeMark) + 11] = 2;
        return file;
    }

    /// <summary>
    /// A grey progressive picture of which each scan is a few bytes that say "nothing for all blocks", again and again.
    /// </summary>
    public static byte[] OfScans(int width, int height, int scans)
    {
        var file = Header(width, height);
        // In both Huffman tables the code 0 has one bit.
        AddTable(file, 0x00, 0);
        // Of the AC table the one code means a run of end-of-block over 16,384 blocks and more.
        AddTable(file, 0x10, 0xE0);
        AddScan(file, 0, 0, new byte[((width + 7) / 8 * ((height + 7) / 8) + 7) / 8]);
        for (var i = 1; i < scans; i++)
        {
            AddScan(file, 1, 63, new byte[((width / 8 * (height / 8) / 16_384) + 1) * 2]);
        }

        return file.Add(0xFF, 0xD9).ToArray();
    }

    /// <summary>A header that states a size, and the beginning of a scan without pixels.</summary>
    public static byte[] Stated(int width, int height)
    {
        var file = Header(width, height);
        AddTable(file, 0x00, 0);
        AddScan(file, 0, 0, [0, 0]);
        return file.ToArray();
    }

    /// <summary>Grey, progressive, with a quantization table of ones.</summary>
    private static ByteWriter Header(int width, int height) => new ByteWriter(isBigEndian: true)
        .Add(0xFF, 0xD8, 0xFF, 0xDB).UInt16(67).Add(0).Add([.. Enumerable.Repeat((byte)1, 64)])
        .Add(0xFF, 0xC2).UInt16(11).Add(8).UInt16(height).UInt16(width).Add(1, 1, 0x11, 0);

    private static void AddTable(ByteWriter file, byte id, byte value) =>
        file.Add(0xFF, 0xC4).UInt16(20).Add(id, 1).Add(new byte[15]).Add(value);

    private static void AddScan(ByteWriter file, byte first, byte last, byte[] data) =>
        file.Add(0xFF, 0xDA).UInt16(8).Add(1, 1, 0, first, last, 0).Add(data);
}
