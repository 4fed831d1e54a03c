namespace Pipeline.Worker.Imaging.Formats;

/// <summary>What libvips tells of a WebP only after it has gone through all of it.</summary>
internal static class WebPHeader
{
    private const int FirstChunk = 12;
    private const long Frame = 0x464D4E41;

    /// <summary>
    /// Frames of an animation (RFC 9649, section 2.7), one of any other picture; no more than asked for.
    /// </summary>
    public static int CountFrames(ReadOnlySpan<byte> file, int most)
    {
        var header = new HeaderBytes(file, isBigEndian: false);
        var frames = 0;
        // Type, length, content, and a byte where the length is odd. A file that ends early is libvips' to complain of.
        for (long at = FirstChunk; at + 8 <= file.Length && frames < most;)
        {
            frames += header.UInt32(at) == Frame ? 1 : 0;
            var length = header.UInt32(at + 4);
            at += 8 + length + (length & 1);
        }

        return Math.Max(1, frames);
    }
}
