using NetVips;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging;

/// <summary>
/// The one door from bytes to pixels, for photos and for trimaps. The format is told by its first bytes, never by a name,
/// and the limits are checked against the header; no pixel is decoded before that.
/// </summary>
internal static class ImageDoor
{
    private const string PageCount = "n-pages";
    private const string Orientation = "orientation";

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    static ImageDoor()
    {
        // Each picture is decoded once, so cached operations would only hold memory.
        Cache.Max = 0;
        // Of damage that matters there is an exception; the rest is not the user's to read on standard error.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }

    /// <summary>Opens one JPEG, PNG or WebP, to be read once from top to bottom.</summary>
    /// <returns>As stored: not turned, not converted. The caller disposes it.</returns>
    /// <exception cref="JobRejectedException">Not such a picture, or beyond a limit.</exception>
    /// <exception cref="VipsException">Damaged; also thrown later, when pixels are read.</exception>
    public static Image Open(byte[] bytes, ImageLimits limits)
    {
        if (bytes.LongLength > limits.MaxMebibytes * 1024L * 1024L)
        {
            throw new JobRejectedException(FailureReason.TooManyBytes, $"More than {limits.MaxMebibytes} MiB.");
        }

        var picture = Load(bytes);
        try
        {
            CheckHeader(picture, limits);
            return picture;
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Turned by its EXIF orientation. Turning reads pixels out of order, which a picture that is decoded row by row
    /// cannot give.
    /// </summary>
    public static Image Upright(Image picture)
    {
        if (!picture.Contains(Orientation) || (int)picture.Get(Orientation) == 1)
        {
            return picture.Copy();
        }

        using var whole = picture.CopyMemory();
        return whole.Autorot();
    }

    /// <summary>
    /// By its first bytes and with that format's own loader: no other loader sees bytes that nobody vouches for, and
    /// none that knows better (such as the one for gain maps in JPEG) takes the file over.
    /// </summary>
    private static Image Load(byte[] bytes)
    {
        const Enums.Access Rows = Enums.Access.Sequential;
        const Enums.FailOn Errors = Enums.FailOn.Error;
        if (bytes.AsSpan().StartsWith(Jpeg))
        {
            return Image.JpegloadBuffer(bytes, access: Rows, failOn: Errors);
        }

        if (bytes.AsSpan().StartsWith(Png))
        {
            return Image.PngloadBuffer(bytes, access: Rows, failOn: Errors);
        }

        // RIFF, four bytes of length, WEBP.
        return bytes.Length > 12 && bytes.AsSpan().StartsWith("RIFF"u8) && bytes.AsSpan(8, 4).SequenceEqual("WEBP"u8)
            ? Image.WebploadBuffer(bytes, access: Rows, failOn: Errors)
            : throw new JobRejectedException(FailureReason.NotAnImage, "Not a JPEG, PNG or WebP picture.");
    }

    private static void CheckHeader(Image picture, ImageLimits limits)
    {
        var (width, height) = (picture.Width, picture.Height);
        if ((long)width * height > limits.MaxMegapixels * 1_000_000L || Math.Max(width, height) > limits.MaxSide)
        {
            throw new JobRejectedException(
                FailureReason.TooManyPixels,
                $"{width} × {height} is more than {limits.MaxMegapixels} MP or {limits.MaxSide} px a side.");
        }

        if (Math.Min(width, height) < limits.MinSide)
        {
            throw new JobRejectedException(
                FailureReason.TooSmall, $"{width} × {height} is less than {limits.MinSide} px a side.");
        }

        if (picture.Contains(PageCount) && (int)picture.Get(PageCount) > 1)
        {
            throw new JobRejectedException(
                FailureReason.TooManyFrames, $"{picture.Get(PageCount)} frames; one is accepted.");
        }
    }
}
