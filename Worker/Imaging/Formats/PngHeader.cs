namespace Pipeline.Worker.Imaging.Formats;

/// <summary>What libvips does not tell of a PNG before it decodes it.</summary>
internal static class PngHeader
{
    private const int FirstChunk = 8;
    private const long AnimationControl = 0x6163544C;
    private const long PixelData = 0x49444154;

    /// <summary>Frames of an APNG, as stated before its pixels (PNG third edition, 11.3.6.1); 1 of any other.</summary>
    public static long CountFrames(ReadOnlySpan<byte> file)
    {
        var header = new HeaderBytes(file, isBigEndian: true);
        // Length, type, content, checksum. A file that ends early is libvips' to complain of.
        for (long at = FirstChunk; at + 12 <= file.Length; at += 12 + header.UInt32(at))
        {
            switch (header.UInt32(at + 4))
            {
                case AnimationControl:
                    return Math.Max(1, header.UInt32(at + 8));
                case PixelData:
                    return 1;
            }
        }

        return 1;
    }
}
