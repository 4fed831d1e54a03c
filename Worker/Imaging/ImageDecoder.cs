using Microsoft.Extensions.Options;
using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging;

/// <summary>
/// The one door from bytes to pixels. The format is told by its first bytes, never by a name; the limits are checked
/// against the header; only then are pixels decoded, turned upright and brought to 8-bit sRGB.
/// </summary>
internal sealed class ImageDecoder(IOptions<ImageLimits> limits)
{
    private const string PageCount = "n-pages";
    private const string Orientation = "orientation";
    private const string IccProfile = "icc-profile-data";

    private readonly ImageLimits _limits = limits.Value;

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    static ImageDecoder()
    {
        // Each photo is decoded once, so cached operations would only hold memory.
        Cache.Max = 0;
        // Of damage that matters there is an exception; the rest is not the user's to read on standard error.
        Log.SetLogHandler("VIPS", Enums.LogLevelFlags.Warning, (_, _, _) => { });
    }

    /// <summary>Decodes one JPEG, PNG or WebP. Transparent pixels are laid over white.</summary>
    /// <exception cref="JobRejectedException">Not such a picture, damaged, or beyond a limit.</exception>
    public Photo Decode(byte[] bytes)
    {
        if (bytes.LongLength > _limits.MaxMebibytes * 1024L * 1024L)
        {
            throw new JobRejectedException(FailureReason.TooManyBytes, $"More than {_limits.MaxMebibytes} MiB.");
        }

        try
        {
            using var picture = Open(bytes);
            CheckLimits(picture);
            return ToPhoto(picture);
        }
        catch (VipsException e)
        {
            throw new JobRejectedException(FailureReason.Damaged, "The picture is truncated or corrupt.", e);
        }
    }

    /// <summary>
    /// By its first bytes and with that format's own loader: no other loader sees bytes that nobody vouches for, and
    /// none that knows better (such as the one for gain maps in JPEG) takes the file over.
    /// </summary>
    private static Image Open(byte[] bytes)
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

    private void CheckLimits(Image picture)
    {
        var (width, height) = (picture.Width, picture.Height);
        if ((long)width * height > _limits.MaxMegapixels * 1_000_000L || Math.Max(width, height) > _limits.MaxSide)
        {
            throw new JobRejectedException(
                FailureReason.TooManyPixels,
                $"{width} × {height} is more than {_limits.MaxMegapixels} MP or {_limits.MaxSide} px a side.");
        }

        if (Math.Min(width, height) < _limits.MinSide)
        {
            throw new JobRejectedException(
                FailureReason.TooSmall, $"{width} × {height} is less than {_limits.MinSide} px a side.");
        }

        if (picture.Contains(PageCount) && (int)picture.Get(PageCount) > 1)
        {
            throw new JobRejectedException(
                FailureReason.TooManyFrames, $"{picture.Get(PageCount)} frames; one is accepted.");
        }
    }

    private static Photo ToPhoto(Image picture)
    {
        using var upright = Upright(picture);
        using var coloured = ToSrgb(upright);
        using var opaque = coloured.HasAlpha() ? coloured.Flatten(background: [255, 255, 255]) : coloured.Copy();
        using var eightBit = opaque.Cast(Enums.BandFormat.Uchar);
        if (eightBit.Bands != 3)
        {
            throw new JobRejectedException(FailureReason.Damaged, $"{eightBit.Bands} channels of colour, not three.");
        }

        var memory = eightBit.WriteToMemory(out ulong _);
        var pixels = Mat.FromPixelData(eightBit.Height, eightBit.Width, MatType.CV_8UC3, memory);
        Cv2.CvtColor(pixels, pixels, ColorConversionCodes.RGB2BGR);
        return new Photo(pixels, () => NetVips.NetVips.Free(memory));
    }

    /// <summary>Turning reads pixels out of order, which a picture that is decoded row by row cannot give.</summary>
    private static Image Upright(Image picture)
    {
        if (!picture.Contains(Orientation) || (int)picture.Get(Orientation) == 1)
        {
            return picture.Copy();
        }

        using var whole = picture.CopyMemory();
        return whole.Autorot();
    }

    /// <summary>Through the embedded profile where there is one, else by the stated colour space.</summary>
    private static Image ToSrgb(Image picture) =>
        picture.Contains(IccProfile)
            ? picture.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative, depth: 8)
            : picture.Colourspace(Enums.Interpretation.Srgb);
}
