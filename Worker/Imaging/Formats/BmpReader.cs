using NetVips;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging.Formats;

/// <summary>
/// Pixels of a Windows or OS/2 bitmap. Managed code throughout: a hostile file can end in an exception only.
/// </summary>
internal static class BmpReader
{
    /// <summary>A hundred thousand per inch; libvips accepts little more.</summary>
    private const int MostPixelsPerMetre = 4_000_000;

    /// <returns>RGB, or RGBA where a mask for alpha is stated and used; the caller disposes it.</returns>
    /// <exception cref="JobRejectedException">The file ends early, or names colours that it has not.</exception>
    public static Image Read(byte[] file, BmpHeader header)
    {
        var bands = header.Masks is [_, _, _, not 0] ? 4 : 3;
        // Before memory is taken for pixels that are not there.
        var isPlain = header.Compression is not (BmpCompression.RunLength4 or BmpCompression.RunLength8);
        if (header.PixelOffset + (isPlain ? header.Stride * header.Height : 0) > file.Length)
        {
            throw HeaderBytes.Damaged("The BMP ends before its last pixel.");
        }

        if ((long)header.Width * header.Height * bands > Array.MaxLength)
        {
            throw new JobRejectedException(FailureReason.TooManyPixels, "A BMP of more than two billion bytes.");
        }

        var pixels = GC.AllocateUninitializedArray<byte>(header.Width * header.Height * bands);
        if (header.BitsPerPixel > 8)
        {
            ReadRows(file, header, bands, pixels);
        }
        else
        {
            BmpPalette.Of(file, header).Paint(BmpIndices.Read(file, header), pixels);
        }

        if (bands == 4)
        {
            MakeOpaqueIfClear(pixels);
        }

        return ToImage(file, header, bands, pixels);
    }

    private static void ReadRows(byte[] file, BmpHeader header, int bands, byte[] pixels)
    {
        var channels = header.Masks.Take(bands).Select(mask => new BmpChannel(mask)).ToArray();
        var bytes = header.BitsPerPixel / 8;
        for (var y = 0; y < header.Height; y++)
        {
            var row = header.IsTopDown ? y : header.Height - 1 - y;
            var from = file.AsSpan((int)(header.PixelOffset + (row * header.Stride)), header.Width * bytes);
            var to = pixels.AsSpan(y * header.Width * bands, header.Width * bands);
            if (bytes == 3)
            {
                Swap(from, to);
            }
            else
            {
                Unpack(from, to, bytes, channels);
            }
        }
    }

    /// <summary>BGR to RGB.</summary>
    private static void Swap(ReadOnlySpan<byte> from, Span<byte> to)
    {
        for (var i = 0; i + 2 < to.Length; i += 3)
        {
            (to[i], to[i + 1], to[i + 2]) = (from[i + 2], from[i + 1], from[i]);
        }
    }

    private static void Unpack(ReadOnlySpan<byte> from, Span<byte> to, int bytes, BmpChannel[] channels)
    {
        for (int i = 0, o = 0; i < from.Length; i += bytes)
        {
            var pixel = bytes == 2 ? BitConverter.ToUInt16(from[i..]) : BitConverter.ToUInt32(from[i..]);
            foreach (var channel in channels)
            {
                to[o++] = channel.Of(pixel);
            }
        }
    }

    /// <summary>Writers that state a mask for alpha and fill it with nothing mean an opaque picture.</summary>
    private static void MakeOpaqueIfClear(byte[] pixels)
    {
        for (var i = 3; i < pixels.Length; i += 4)
        {
            if (pixels[i] != 0)
            {
                return;
            }
        }

        for (var i = 3; i < pixels.Length; i += 4)
        {
            pixels[i] = byte.MaxValue;
        }
    }

    private static Image ToImage(byte[] file, BmpHeader header, int bands, byte[] pixels)
    {
        using var plain = Image.NewFromMemory(pixels, header.Width, header.Height, bands, Enums.BandFormat.Uchar);
        var (x, y) = header.PixelsPerMetre;
        var isMeant = x is > 0 and <= MostPixelsPerMetre && y is > 0 and <= MostPixelsPerMetre;
        var stated = plain.Copy(
            interpretation: Enums.Interpretation.Srgb,
            xres: isMeant ? x / 1000.0 : 1,
            yres: isMeant ? y / 1000.0 : 1);
        var (offset, length) = header.Profile;
        if (length == 0 || offset + length > file.Length)
        {
            return stated;
        }

        using (stated)
        {
            var profile = file.AsSpan((int)offset, (int)length).ToArray();
            return stated.Mutate(picture => picture.Set(GValue.BlobType, ColourConversion.IccProfile, profile));
        }
    }
}
