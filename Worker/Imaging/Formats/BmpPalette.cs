namespace Pipeline.Worker.Imaging.Formats;

/// <summary>Colours of a bitmap of at most 8 bits a pixel.</summary>
internal sealed class BmpPalette
{
    private readonly byte[] _colours;

    private BmpPalette(byte[] colours) => _colours = colours;

    /// <exception cref="JobRejectedException">The file ends before.</exception>
    public static BmpPalette Of(ReadOnlySpan<byte> file, BmpHeader header)
    {
        var (offset, count, size) = header.Palette;
        var bytes = new HeaderBytes(file, isBigEndian: false);
        var colours = new byte[3 * count];
        for (var i = 0; i < count; i++)
        {
            for (var c = 0; c < 3; c++)
            {
                colours[(3 * i) + c] = bytes.Byte(offset + (i * size) + 2 - c);
            }
        }

        return new BmpPalette(colours);
    }

    /// <param name="indices">One per pixel.</param>
    /// <param name="rgb">Three bytes per pixel.</param>
    /// <exception cref="JobRejectedException">An index names no colour.</exception>
    public void Paint(ReadOnlySpan<byte> indices, Span<byte> rgb)
    {
        for (int i = 0, o = 0; i < indices.Length; i++, o += 3)
        {
            var from = 3 * indices[i];
            if (from >= _colours.Length)
            {
                throw HeaderBytes.Damaged("The BMP names a colour that its palette has not.");
            }

            (rgb[o], rgb[o + 1], rgb[o + 2]) = (_colours[from], _colours[from + 1], _colours[from + 2]);
        }
    }
}
