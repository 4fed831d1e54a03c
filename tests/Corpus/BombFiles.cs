using NetVips;
using static Pipeline.Contracts.FailureReason;

namespace Pipeline.Corpus;

/// <summary>Small files that ask for far more work or memory than they have bytes.</summary>
internal static class BombFiles
{
    private const int Many = 10_000;
    private const int Large = 8_000;

    /// <summary>Each with the reason that its header alone gives.</summary>
    public static IEnumerable<HostileFile> All() => Pixels().Concat(Frames()).Concat(Passes());

    private static IEnumerable<HostileFile> Pixels()
    {
        using var black = Image.Black(Large, Large).Copy(interpretation: Enums.Interpretation.Bw);
        yield return new("bomb.png", black.PngsaveBuffer(bitdepth: 1), TooManyPixels);
        yield return new("bomb.jpg", black.JpegsaveBuffer(interlace: true), TooManyPixels);
        yield return new("bomb.webp", black.WebpsaveBuffer(lossless: true, effort: 0), TooManyPixels);
        yield return new(
            "bomb.tif", black.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Deflate), TooManyPixels);
        yield return new(
            "bomb-tiled.tif",
            black.TiffsaveBuffer(compression: Enums.ForeignTiffCompression.Lzw, tile: true), TooManyPixels);
        foreach (var stated in WithoutPixels())
        {
            yield return stated;
        }
    }

    /// <summary>Nothing behind the header, so whoever refuses them for their size has looked at nothing else.</summary>
    public static IEnumerable<HostileFile> WithoutPixels()
    {
        yield return new("stated.png", PngFiles.Stated(Large, Large), TooManyPixels);
        yield return new("stated.jpg", JpegFiles.Stated(Large, Large), TooManyPixels);
        yield return new("stated.webp", WebPFiles.StatedLossless(Large, Large), TooManyPixels);
        yield return new("stated.tif", TiffFile.Write(new TiffPage(Large, Large, 1, 8, 1, new byte[8])), TooManyPixels);
        yield return new("stated.gif", GifFiles.OfFrames(Large, Large, 1), TooManyPixels);
        yield return new("stated.bmp", Bitmap(Large, Large), TooManyPixels);
        foreach (var side in Sides())
        {
            yield return side;
        }
    }

    private static IEnumerable<HostileFile> Sides()
    {
        const int Side = 65_535;
        yield return new("side.png", PngFiles.Stated(1_000_000, 20), SideTooLong);
        yield return new("side.jpg", JpegFiles.Stated(Side, 20), SideTooLong);
        yield return new("side.tif", TiffFile.Write(new TiffPage(Side + 1, 20, 1, 8, 1, new byte[20])), SideTooLong);
        yield return new(
            "side-most.tif", TiffFile.Write(new TiffPage(-1, -1, 1, 8, 1, new byte[20])), SideTooLong);
        yield return new("side.gif", GifFiles.OfFrames(Side, 20, 1), SideTooLong);
        yield return new("side-both.gif", GifFiles.OfFrames(Side, Side, 1), SideTooLong);
        yield return new("side.bmp", Bitmap(Side, 20), SideTooLong);
        yield return new("side-most.bmp", Bitmap(int.MaxValue, int.MaxValue), SideTooLong);
    }

    private static IEnumerable<HostileFile> Frames()
    {
        yield return new("frames.gif", GifFiles.OfFrames(64, 64, Many), TooManyFrames);
        yield return new("frames.webp", WebPFiles.OfFrames(64, 64, Many), TooManyFrames);
        yield return new("frames.png", PngFiles.OfFrames(64, 64, Many), TooManyFrames);
        yield return new(
            "frames.tif",
            TiffFile.Write([.. Enumerable.Repeat(new TiffPage(64, 64, 1, 8, 1, new byte[4096]), Many / 10)]),
            TooManyFrames);
        yield return new(
            "frames-small.tif",
            TiffFile.Write([.. Enumerable.Repeat(new TiffPage(16, 16, 1, 8, 1, new byte[256]), Many)]),
            TooManyFrames);
    }

    private static IEnumerable<HostileFile> Passes()
    {
        yield return new("passes.jpg", JpegFiles.OfScans(7000, 7000, 1000), TooManyPixels);
        yield return new("passes-small.jpg", JpegFiles.OfScans(64, 64, 100_000), TooManyPixels);
    }

    private static byte[] Bitmap(int width, int height) =>
        BmpFile.Write(40, width, height, 8, 1, [], new byte[1024], [0, 1]);
}
