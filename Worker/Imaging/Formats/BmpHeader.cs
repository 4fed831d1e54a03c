using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>
/// Header of a Windows or OS/2 bitmap, all of it checked, since its pixels are read by this program itself: libvips has
/// no reader of its own for the format.
/// </summary>
internal sealed record BmpHeader
{
    private const int FileHeader = 14;
    private const int Core = 12;
    private const int Info = 40;
    private const int Version4 = 108;
    private const int Version5 = 124;
    private const long EmbeddedProfile = 0x4D424544;

    public required int Width { get; init; }

    public required int Height { get; init; }

    public required bool IsTopDown { get; init; }

    /// <summary>1, 4, 8, 16, 24 or 32.</summary>
    public required int BitsPerPixel { get; init; }

    public required BmpCompression Compression { get; init; }

    /// <summary>Where the pixels begin in the file.</summary>
    public required long PixelOffset { get; init; }

    /// <summary>Where the palette begins, how many entries it has, and the bytes of each.</summary>
    public required (long Offset, int Count, int Size) Palette { get; init; }

    /// <summary>
    /// Bits of red, green, blue and alpha in a pixel of 16 or 32 bits; alpha is 0 where there is none.
    /// </summary>
    public required IReadOnlyList<uint> Masks { get; init; }

    /// <summary>Pixels per metre, as stated: 0 if it is not.</summary>
    public required (int X, int Y) PixelsPerMetre { get; init; }

    /// <summary>Where an embedded ICC profile stands; 0 bytes if there is none.</summary>
    public required (long Offset, long Bytes) Profile { get; init; }

    /// <summary>Bytes of an uncompressed row: whole groups of four.</summary>
    public long Stride => (((long)Width * BitsPerPixel) + 31) / 32 * 4;

    /// <summary>Sizes of the second header: OS/2 1 and 2, Windows 3, with masks (two kinds), 4 and 5.</summary>
    public static bool IsKnownSize(int size) => size is Core or Info or 52 or 56 or 64 or Version4 or Version5;

    /// <exception cref="JobRejectedException">Damaged, or of a kind that is not accepted.</exception>
    public static BmpHeader Read(ReadOnlySpan<byte> file)
    {
        var bytes = new HeaderBytes(file, isBigEndian: false);
        var size = bytes.Int32(FileHeader);
        var (width, height) = size == Core
            ? (bytes.UInt16(18), bytes.UInt16(20))
            : (bytes.Int32(18), bytes.Int32(22));
        var planes = bytes.UInt16(size == Core ? 22 : 26);
        // The least number has no opposite.
        if (width <= 0 || height is 0 or int.MinValue || planes != 1)
        {
            throw HeaderBytes.Damaged();
        }

        var bits = bytes.UInt16(size == Core ? 24 : 28);
        var compression = size == Core ? BmpCompression.None : (BmpCompression)bytes.Int32(30);
        RequireAccepted(bits, compression, size);
        var masksBehind = size == Info && compression is BmpCompression.BitFields or BmpCompression.AlphaBitFields;
        var behind = FileHeader + size + (size == Info && masksBehind ? MaskCount(compression) * 4 : 0);
        return new BmpHeader
        {
            Width = width,
            Height = Math.Abs(height),
            IsTopDown = height < 0,
            BitsPerPixel = bits,
            Compression = compression,
            PixelOffset = bytes.UInt32(10),
            Palette = PaletteOf(bytes, size, bits, behind),
            Masks = bits is 16 or 32 ? MasksOf(bytes, size, bits, compression) : [],
            PixelsPerMetre = size == Core ? default : (bytes.Int32(38), bytes.Int32(42)),
            Profile = ProfileOf(bytes, size),
        };
    }

    private static void RequireAccepted(int bits, BmpCompression compression, int size)
    {
        var isAccepted = compression switch
        {
            BmpCompression.None => bits is 1 or 4 or 8 or 24 || (bits is 16 or 32 && size != Core),
            BmpCompression.RunLength8 => bits == 8,
            BmpCompression.RunLength4 => bits == 4,
            // Of an OS/2 bitmap of 64 bytes, 3 is another compression.
            BmpCompression.BitFields or BmpCompression.AlphaBitFields => bits is 16 or 32 && size != 64,
            _ => false,
        };
        if (!isAccepted)
        {
            throw new JobRejectedException(
                FailureReason.UnsupportedFormat,
                $"The file is a BMP of {bits} bits with compression {(int)compression}, which is not supported; "
                    + "convert it to JPEG or PNG.");
        }
    }

    private static (long, int, int) PaletteOf(HeaderBytes bytes, int size, int bits, long offset)
    {
        if (bits > 8)
        {
            return default;
        }

        var stated = size == Core ? 0 : bytes.UInt32(46);
        var count = stated is 0 || stated > 1 << bits ? 1 << bits : (int)stated;
        return (offset, count, size == Core ? 3 : 4);
    }

    private static uint[] MasksOf(HeaderBytes bytes, int size, int bits, BmpCompression compression)
    {
        if (compression == BmpCompression.None)
        {
            // 32 bits without masks have no alpha: writers leave anything in the fourth byte.
            return bits == 16 ? [0x7C00, 0x03E0, 0x001F, 0] : [0xFF0000, 0x00FF00, 0x0000FF, 0];
        }

        var count = size >= 56 ? 4 : MaskCount(compression);
        var masks = new uint[4];
        for (var i = 0; i < count; i++)
        {
            masks[i] = (uint)bytes.UInt32(54 + (4 * i));
        }

        return masks;
    }

    private static int MaskCount(BmpCompression compression) => compression == BmpCompression.AlphaBitFields ? 4 : 3;

    private static (long, long) ProfileOf(HeaderBytes bytes, int size) =>
        size == Version5 && bytes.UInt32(70) == EmbeddedProfile
            ? (FileHeader + bytes.UInt32(126), bytes.UInt32(130))
            : default;
}
