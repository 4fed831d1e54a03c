using NetVips;
using Pipeline.Worker.Imaging.Formats;

namespace Pipeline.Worker.Imaging;

/// <summary>
/// The one door from bytes to pixels, for photos and for trimaps. The format is told by its first bytes, never by a
/// name, and the limits are checked against the header; no pixel is decoded before that.
/// </summary>
internal static class ImageDoor
{
    private const string PageCount = "n-pages";
    private const string Orientation = "orientation";
    private const Enums.Access Rows = Enums.Access.Sequential;
    private const Enums.FailOn Errors = Enums.FailOn.Error;

    static ImageDoor()
    {
        // Each picture is decoded once, so cached operations would only hold memory.
        Cache.Max = 0;
        // Of damage that matters there is an exception; the rest is not the user's to read on standard error.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }

    /// <summary>Opens one picture of any format that is accepted, to be read once from top to bottom.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="limits">What it may be.</param>
    /// <param name="firstFrame">Takes the first frame or page of several.</param>
    /// <returns>
    /// As stored: not turned, not converted; channels of colour, and alpha behind them where there is any. The caller
    /// disposes it.
    /// </returns>
    /// <exception cref="JobRejectedException">Not such a picture, or beyond a limit.</exception>
    /// <exception cref="VipsException">Damaged; also thrown later, when pixels are read.</exception>
    public static Image Open(byte[] bytes, ImageLimits limits, bool firstFrame = false)
    {
        limits.CheckBytes(bytes.LongLength);
        return ImageFormats.Of(bytes) switch
        {
            ImageFormat.Jpeg => Checked(JpegLoader.Open(bytes, limits), limits),
            ImageFormat.Tiff => OpenTiff(bytes, limits, firstFrame),
            ImageFormat.Bmp => OpenBmp(bytes, limits),
            var other => OpenByVips(other, bytes, limits, firstFrame),
        };
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
    /// With the format's own loader: no other sees bytes that nobody vouches for, and none that knows better (such as
    /// the one for gain maps in JPEG) takes the file over.
    /// </summary>
    private static Image OpenByVips(ImageFormat format, byte[] bytes, ImageLimits limits, bool firstFrame)
    {
        CheckBefore(format, bytes, limits, firstFrame);
        var picture = format switch
        {
            ImageFormat.Png => Image.PngloadBuffer(bytes, access: Rows, failOn: Errors),
            ImageFormat.WebP => Image.WebploadBuffer(bytes, access: Rows, failOn: Errors),
            // libheif refuses a bitstream that is larger than its header says.
            ImageFormat.Avif => Image.HeifloadBuffer(bytes, access: Rows, failOn: Errors),
            _ => Image.GifloadBuffer(bytes, access: Rows, failOn: Errors),
        };
        limits.CheckFrames(picture.Contains(PageCount) ? (int)picture.Get(PageCount) : 1, firstFrame);
        return Checked(picture, limits);
    }

    /// <summary>What libvips does not tell, or tells too late.</summary>
    private static void CheckBefore(ImageFormat format, byte[] bytes, ImageLimits limits, bool firstFrame)
    {
        switch (format)
        {
            case ImageFormat.Png:
                limits.CheckFrames(PngHeader.CountFrames(bytes), firstFrame);
                break;
            case ImageFormat.WebP:
                limits.CheckFrames(WebPHeader.CountFrames(bytes, limits.Enough(firstFrame)), firstFrame);
                break;
            case ImageFormat.Avif:
                limits.CheckFrames(AvifHeader.CountFrames(bytes), firstFrame);
                break;
        }
    }

    private static Image OpenTiff(byte[] bytes, ImageLimits limits, bool firstFrame)
    {
        var header = TiffHeader.Read(bytes, limits.Enough(firstFrame));
        limits.CheckFrames(header.Pages, firstFrame);
        limits.CheckSize(header.Width, header.Height);
        header.RequireAccepted(limits.MaxMegapixels * 1_000_000L);
        return Checked(TiffLoader.Open(bytes, header), limits);
    }

    private static Image OpenBmp(byte[] bytes, ImageLimits limits)
    {
        var header = BmpHeader.Read(bytes);
        limits.CheckSize(header.Width, header.Height);
        return BmpReader.Read(bytes, header);
    }

    /// <summary>By what libvips has read of the header.</summary>
    private static Image Checked(Image picture, ImageLimits limits)
    {
        try
        {
            limits.CheckSize(picture.Width, picture.Height);
            return picture;
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }
}
