namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Palette indices of a bitmap of at most 8 bits a pixel, plain or run-length encoded.</summary>
internal static class BmpIndices
{
    private const byte EndOfLine = 0;
    private const byte EndOfBitmap = 1;
    private const byte Delta = 2;

    /// <returns>One per pixel, from the top.</returns>
    /// <exception cref="JobRejectedException">The file ends early.</exception>
    public static byte[] Read(byte[] file, BmpHeader header)
    {
        var indices = new byte[header.Width * header.Height];
        if (header.Compression == BmpCompression.None)
        {
            ReadPlain(file, header, indices);
        }
        else
        {
            ReadRuns(file, header, indices);
        }

        return indices;
    }

    private static void ReadPlain(byte[] file, BmpHeader header, byte[] indices)
    {
        var (bits, perByte) = (header.BitsPerPixel, 8 / header.BitsPerPixel);
        for (var row = 0; row < header.Height; row++)
        {
            var from = file.AsSpan((int)(header.PixelOffset + (row * header.Stride)), (int)header.Stride);
            var to = RowOf(indices, header, row);
            for (var x = 0; x < to.Length; x++)
            {
                var shift = 8 - (bits * ((x % perByte) + 1));
                to[x] = (byte)((from[x / perByte] >> shift) & ((1 << bits) - 1));
            }
        }
    }

    /// <summary>What a run does not reach keeps index 0; what it writes beyond its row is dropped.</summary>
    private static void ReadRuns(byte[] file, BmpHeader header, byte[] indices)
    {
        var bytes = new HeaderBytes(file, isBigEndian: false);
        var (at, x, row) = (header.PixelOffset, 0, 0);
        while (row < header.Height)
        {
            var (count, value) = (bytes.Byte(at), bytes.Byte(at + 1));
            at += 2;
            if (count > 0)
            {
                x = Put(bytes, -1, value, count, header, RowOf(indices, header, row), x);
                continue;
            }

            switch (value)
            {
                case EndOfLine:
                    (x, row) = (0, row + 1);
                    break;
                case EndOfBitmap:
                    return;
                case Delta:
                    (x, row, at) = (x + bytes.Byte(at), row + bytes.Byte(at + 1), at + 2);
                    break;
                default:
                    x = Put(bytes, at, 0, value, header, RowOf(indices, header, row), x);
                    // Literal pixels are padded to 16 bits.
                    at += ((value * header.BitsPerPixel) + 15) / 16 * 2;
                    break;
            }
        }
    }

    /// <param name="bytes">The file.</param>
    /// <param name="at">Where literal pixels stand, or -1 for <paramref name="value"/> again and again.</param>
    /// <param name="value">Of 4-bit pixels two, which alternate.</param>
    /// <param name="count">Pixels.</param>
    /// <param name="header">Says how many bits each has.</param>
    /// <param name="row">Where they go.</param>
    /// <param name="x">From here on.</param>
    /// <returns>The place behind them.</returns>
    private static int Put(HeaderBytes bytes, long at, byte value, int count, BmpHeader header, Span<byte> row, int x)
    {
        var isHalf = header.BitsPerPixel == 4;
        for (var i = 0; i < count; i++, x++)
        {
            var pair = at < 0 ? value : bytes.Byte(at + (isHalf ? i / 2 : i));
            if (x < row.Length)
            {
                row[x] = (byte)(!isHalf ? pair : i % 2 == 0 ? pair >> 4 : pair & 15);
            }
        }

        return x;
    }

    private static Span<byte> RowOf(byte[] indices, BmpHeader header, int row) =>
        indices.AsSpan((header.IsTopDown ? row : header.Height - 1 - row) * header.Width, header.Width);
}
