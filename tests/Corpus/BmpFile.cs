namespace Pipeline.Corpus;

/// <summary>Writes Windows and OS/2 bitmaps by hand, in every kind that is read.</summary>
internal static class BmpFile
{
    /// <param name="size">Of the second header: 12, 40, 52, 56, 64, 108 or 124.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels; negative from the top.</param>
    /// <param name="bits">Per pixel.</param>
    /// <param name="compression">As numbered in the format.</param>
    /// <param name="masks">Red, green, blue, perhaps alpha; or none.</param>
    /// <param name="palette">Blue, green, red, and a fourth byte but for size 12.</param>
    /// <param name="pixels">As stored.</param>
    /// <param name="profile">An ICC profile, for size 124.</param>
    public static byte[] Write(
        int size,
        int width,
        int height,
        int bits,
        int compression,
        uint[] masks,
        byte[] palette,
        byte[] pixels,
        byte[]? profile = null)
    {
        var header = new ByteWriter().UInt32(size);
        if (size == 12)
        {
            header.UInt16(width).UInt16(height).UInt16(1).UInt16(bits);
        }
        else
        {
            header.UInt32(width).UInt32(height).UInt16(1).UInt16(bits).UInt32(compression).UInt32(pixels.Length)
                .UInt32(11811).UInt32(11811).UInt32(palette.Length / 4).UInt32(0);
            AddMasks(header, masks);
        }

        var inside = Math.Max(size, header.Length);
        var offset = 14 + inside + palette.Length;
        if (profile is not null)
        {
            header.PadTo(56).UInt32(0x4D424544).PadTo(112)
                .UInt32(inside + palette.Length + pixels.Length).UInt32(profile.Length);
        }

        header.PadTo(inside);
        return new ByteWriter().Text("BM").UInt32(offset + pixels.Length).UInt32(0).UInt32(offset)
            .Add(header.ToArray()).Add(palette).Add(pixels).Add(profile ?? []).ToArray();
    }

    /// <summary>Rows from the bottom, each padded to four bytes.</summary>
    /// <param name="rows">From the top.</param>
    public static byte[] Rows(IEnumerable<byte[]> rows)
    {
        var writer = new ByteWriter();
        foreach (var row in rows.Reverse())
        {
            writer.Add(row).PadTo((writer.Length + 3) / 4 * 4);
        }

        return writer.ToArray();
    }

    private static void AddMasks(ByteWriter header, uint[] masks)
    {
        foreach (var mask in masks)
        {
            header.UInt32(mask);
        }
    }
}
