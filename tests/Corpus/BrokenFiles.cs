using static Pipeline.Contracts.FailureReason;

namespace Pipeline.Corpus;

/// <summary>Files that begin well and contradict themselves, or hold what no photo has.</summary>
internal static class BrokenFiles
{
    private const int Width = 64;
    private const int Height = 48;

    private static byte[] Rows => new byte[Width * Height];

    public static IEnumerable<HostileFile> All() =>
        Tiffs().Concat(Directories()).Concat(Pngs()).Concat(Canvases()).Concat(Bitmaps());

    private static IEnumerable<HostileFile> Tiffs()
    {
        HostileFile Refused(string name, TiffPage page) => new(name, TiffFile.Write(page), UnsupportedFormat);

        yield return Refused("float.tif", Page(32, 1, new byte[4 * Width * Height]).SetShort(339, [3]));
        yield return Refused("signed.tif", Page(16, 1, new byte[2 * Width * Height]).SetShort(339, [2]));
        yield return Refused("deep.tif", Page(32, 1, new byte[4 * Width * Height]));
        yield return Refused("complex.tif", Page(64, 1, new byte[8 * Width * Height]).SetShort(339, [6]));
        yield return Refused("sensor.tif", Page(16, 32803, new byte[2 * Width * Height]));
        yield return Refused("logarithms.tif", Page(16, 32844, Rows).SetShort(259, [34676]));
        foreach (var compression in new[] { 6, 9, 34661, 34712, 34887, 34925, 50000, 50001, 50002, 65535 })
        {
            yield return Refused($"compression-{compression}.tif", Page(8, 1, Rows).SetShort(259, [compression]));
        }

        yield return Refused(
            "ycc.tif", new TiffPage(Width, Height, 3, 8, 6, new byte[3 * Width * Height]).SetShort(530, [1, 1]));
        yield return Refused(
            "inks.tif", new TiffPage(Width, Height, 4, 8, 5, new byte[4 * Width * Height]).SetShort(332, [2]));
        yield return Refused("channels.tif", new TiffPage(Width, Height, 40, 8, 2, new byte[40 * Width * Height]));
        yield return new("few-channels.tif", TiffFile.Write(new TiffPage(Width, Height, 1, 8, 2, Rows)), Damaged);
        yield return new(
            "tile.tif",
            TiffFile.Write(Page(8, 1, Rows).Set(322, 1 << 30).Set(323, 1 << 30).Set(324, 8).Set(325, 16)),
            Damaged);
        yield return new("strip-outside.tif", TiffFile.Write(Page(8, 1, Rows).Set(279, int.MaxValue)));
        yield return new("no-palette.tif", TiffFile.Write(Page(8, 3, Rows)));
        yield return new("mask-only.tif", TiffFile.Write(Page(1, 4, Rows).Set(254, 4)), Damaged);
    }

    private static IEnumerable<HostileFile> Directories()
    {
        var good = TiffFile.Write(Page(8, 1, Rows));
        var next = 8 + 2 + (12 * 9);
        yield return new("circle.tif", Patched(good, next, 8), Damaged);
        yield return new("outside.tif", Patched(good, 4, int.MaxValue), Damaged);
        yield return new("inside-header.tif", Patched(good, 4, 2), null);
        yield return new("next-outside.tif", Patched(good, next, good.Length - 1), Damaged);
        // Each directory has 65,535 entries and lies two bytes behind the one before.
        yield return new("overlapping.tif", Overlapping(), Damaged);
    }

    private static IEnumerable<HostileFile> Pngs()
    {
        var header = ("IHDR", PngChunks.Header(Width, Height));
        var pixels = ("IDAT", PngFiles.Packed(new byte[(Width + 1) * Height]));
        (string, byte[]) end = ("IEND", []);
        var zeros = PngFiles.Packed(new byte[200_000_000]);
        byte[] named = [(byte)'x', 0, 0, .. zeros];
        yield return new("profile-bomb.png", PngChunks.Write(header, ("iCCP", named), pixels, end));
        yield return new("text-bomb.png", PngChunks.Write(header, ("zTXt", named), pixels, end));
        yield return new("no-pixels.png", PngChunks.Write(header, end), Damaged);
        yield return new("no-header.png", PngChunks.Write(pixels, end), Damaged);
        yield return new(
            "few-pixels.png", PngChunks.Write(header, ("IDAT", PngFiles.Packed(new byte[64])), end), Damaged);
        yield return new("pixel-bomb.png", PngChunks.Write(header, ("IDAT", zeros), end));
        yield return new("no-palette.png", PngChunks.Write(
            ("IHDR", PngChunks.Header(Width, Height, 8, 3)), pixels, end), Damaged);
        yield return new(
            "depth.png", PngChunks.Write(("IHDR", PngChunks.Header(Width, Height, 3)), pixels, end), Damaged);
        yield return new("side-most.png", PngFiles.Stated(int.MaxValue, int.MaxValue));
        yield return new("no-size.png", PngChunks.Write(("IHDR", PngChunks.Header(0, 0)), pixels, end), Damaged);
        yield return new("chunks.png", PngChunks.Write(
            [header, .. Enumerable.Repeat(("tEXt", "a\0b"u8.ToArray()), 100_000), pixels, end]));
        yield return new(
            "chunk-length.png", [.. PngChunks.Write(header), 0x7F, 0xFF, 0xFF, 0xFF, .. "IDAT"u8], Damaged);
    }

    private static IEnumerable<HostileFile> Canvases()
    {
        yield return new("canvas.webp", WebPFiles.Canvas(1 << 24, 1 << 24), Damaged);
        yield return new("canvas-small.webp", WebPFiles.Canvas(64, 64), Damaged);
        yield return new("pixels-missing.webp", WebPFiles.StatedLossless(64, 64));
        yield return new("screen.gif", GifFiles.Screen(65_535, 65_535), Damaged);
    }

    private static IEnumerable<HostileFile> Bitmaps()
    {
        byte[] Bitmap(int bits, int compression, byte[] pixels, byte[]? palette = null, int size = 40) =>
            BmpFile.Write(size, Width, Height, bits, compression, [], palette ?? [], pixels);

        var ramp = new byte[1024];
        yield return new("side-least.bmp", BmpFile.Write(40, 64, int.MinValue, 24, 0, [], [], []), Damaged);
        yield return new("no-pixels.bmp", Bitmap(24, 0, []), Damaged);
        yield return new("no-palette.bmp", Bitmap(8, 0, [], null), Damaged);
        var beyond = Enumerable.Repeat((byte)200, Width * Height).ToArray();
        yield return new("small-palette.bmp", Bitmap(8, 0, beyond, new byte[64]), Damaged);
        yield return new("runs-without-end.bmp", Bitmap(8, 1, [5, 5, 5, 5], ramp), Damaged);
        yield return new("runs-outside.bmp", Bitmap(8, 1, [255, 1, 255, 1, 0, 2, 255, 255, 9, 9, 0, 1], ramp));
        var steps = Enumerable.Repeat<byte[]>([0, 2, 255, 0], 100_000).SelectMany(step => step).ToArray();
        yield return new("runs-delta.bmp", Bitmap(8, 1, steps, ramp), Damaged);
        yield return new("jpeg-inside.bmp", Bitmap(24, 4, Rows), UnsupportedFormat);
        yield return new("png-inside.bmp", Bitmap(24, 5, Rows), UnsupportedFormat);
        yield return new("depth.bmp", Bitmap(7, 0, Rows), UnsupportedFormat);
        yield return new("runs-of-24.bmp", Bitmap(24, 1, Rows), UnsupportedFormat);
        yield return new("offset.bmp", Patched(Bitmap(24, 0, new byte[3 * Width * Height]), 10, -1), Damaged);
        yield return new(
            "masks.bmp", BmpFile.Write(56, Width, Height, 32, 3, [0, 0, 0, 0], [], new byte[4 * Width * Height]));
        yield return new("profile-outside.bmp", Patched(
            BmpFile.Write(124, Width, Height, 24, 0, [], [], new byte[3 * Width * Height], IccFile.AdobeRgb()),
            126,
            -1));
    }

    private static TiffPage Page(int bits, int photometric, byte[] strip) =>
        new(Width, Height, 1, bits, photometric, strip);

    private static byte[] Patched(byte[] file, int at, int value)
    {
        var patched = file.ToArray();
        BitConverter.GetBytes(value).CopyTo(patched, at);
        return patched;
    }

    private static byte[] Overlapping()
    {
        var file = new ByteWriter().Text("II").UInt16(42).UInt32(8);
        return file.Add([.. Enumerable.Repeat((byte)0xFF, 2_000_000)]).ToArray();
    }
}
