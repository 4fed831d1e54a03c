namespace Pipeline.Corpus;

/// <summary>Writes TIFF 6.0 from pages.</summary>
internal static class TiffFile
{
    private const int StripOffsets = 273;
    private const int TileOffsets = 324;

    public static byte[] Write(params IReadOnlyList<TiffPage> pages) => Write(false, pages);

    /// <param name="isBigEndian">Of the header; samples are as the pages hold them.</param>
    /// <param name="pages">In their order.</param>
    public static byte[] Write(bool isBigEndian, params IReadOnlyList<TiffPage> pages)
    {
        var file = new ByteWriter(isBigEndian).Text(isBigEndian ? "MM" : "II").UInt16(42).UInt32(8);
        for (var i = 0; i < pages.Count; i++)
        {
            Append(file, pages[i], isLast: i == pages.Count - 1, isBigEndian);
        }

        return file.ToArray();
    }

    /// <summary>Directory, the values that do not fit in it, strips; the next directory follows them.</summary>
    private static void Append(ByteWriter file, TiffPage page, bool isLast, bool isBigEndian)
    {
        var values = file.Length + 2 + (12 * page.Tags.Count) + 4;
        var strips = values + page.Tags.Values.Sum(tag => SizeBehind(tag.Type, tag.Values.Length));
        var behind = new ByteWriter(isBigEndian);
        file.UInt16(page.Tags.Count);
        foreach (var (tag, (type, numbers)) in page.Tags)
        {
            var stated = tag is StripOffsets or TileOffsets ? OffsetsOf(page, strips) : numbers;
            file.UInt16(tag).UInt16(type).UInt32(stated.Length);
            if (SizeBehind(type, stated.Length) > 0)
            {
                file.UInt32(values + behind.Length);
                AddAll(behind, type, stated);
            }
            else
            {
                var end = file.Length + 4;
                AddAll(file, type, stated).PadTo(end);
            }
        }

        var length = strips + page.Strips.Sum(strip => strip.Length);
        file.UInt32(isLast ? 0 : length).Add(behind.ToArray());
        foreach (var strip in page.Strips)
        {
            file.Add(strip);
        }
    }

    private static long[] OffsetsOf(TiffPage page, int first)
    {
        var at = (long)first;
        return [.. page.Strips.Select(strip => (at += strip.Length) - strip.Length)];
    }

    private static int SizeBehind(int type, int count)
    {
        var size = (type == 3 ? 2 : 4) * count;
        return size > 4 ? size : 0;
    }

    private static ByteWriter AddAll(ByteWriter writer, int type, long[] values)
    {
        foreach (var value in values)
        {
            _ = type == 3 ? writer.UInt16((int)value) : writer.UInt32(value);
        }

        return writer;
    }
}
