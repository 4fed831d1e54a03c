namespace Pipeline.Worker.Imaging;

/// <summary>A photo's own transparency, where the recipe respects it.</summary>
internal static class StoredAlpha
{
    /// <summary>
    /// Of the matte and the photo's alpha the lesser counts, so that a finished cutout comes out as it went in. Where
    /// the matte is full and the photo is not, the photo's colour is the subject's own and becomes the foreground.
    /// </summary>
    /// <param name="photo">With alpha.</param>
    /// <param name="foreground">H × W, <c>CV_8UC3</c>, BGR: estimated with the matte as it was; changed.</param>
    /// <param name="alpha">The matte; changed.</param>
    /// <exception cref="ArgumentException">The photo has no alpha, or the sizes differ.</exception>
    public static unsafe void Limit(Photo photo, OpenCvSharp.Mat foreground, AlphaMatte alpha)
    {
        if (photo.Alpha is not { } stored || foreground.Size() != photo.Size || alpha.Plane.Size() != photo.Size)
        {
            throw new ArgumentException("Photo with alpha, foreground and matte have one size.", nameof(photo));
        }

        var width = photo.Width;
        Parallel.For(0, photo.Height, y => LimitRow(
            (byte*)photo.Pixels.Ptr(y),
            (byte*)stored.Ptr(y),
            (byte*)foreground.Ptr(y),
            (byte*)alpha.Plane.Ptr(y),
            width));
    }

    private static unsafe void LimitRow(byte* colours, byte* stored, byte* foreground, byte* matte, int width)
    {
        for (var x = 0; x < width; x++)
        {
            if (stored[x] >= matte[x])
            {
                continue;
            }

            if (matte[x] == byte.MaxValue)
            {
                new ReadOnlySpan<byte>(colours + (3 * x), 3).CopyTo(new Span<byte>(foreground + (3 * x), 3));
            }

            matte[x] = stored[x];
        }
    }
}
