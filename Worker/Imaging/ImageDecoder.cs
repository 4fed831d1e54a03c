using Microsoft.Extensions.Options;
using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging.Colours;

namespace Pipeline.Worker.Imaging;

/// <summary>Photos: through the door, turned upright and brought to 8-bit sRGB.</summary>
internal sealed class ImageDecoder(IOptions<ImageLimits> limits)
{
    private static readonly double[] White = [255, 255, 255];

    private readonly ImageLimits _limits = limits.Value;

    /// <summary>Decodes one JPEG, PNG, WebP, TIFF, GIF, BMP or AVIF.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="recipe">Says what transparency and further frames mean; by default white, and a failure.</param>
    /// <exception cref="JobRejectedException">Not such a picture, damaged, or beyond a limit.</exception>
    public Photo Decode(byte[] bytes, CutoutRecipe? recipe = null)
    {
        recipe ??= new CutoutRecipe();
        try
        {
            using var picture = ImageDoor.Open(bytes, _limits, recipe.FirstFrame);
            var stated = StatedColours.Of(bytes, picture);
            using var profiled = stated.Space is { } space ? picture.With(space) : picture.Copy();
            using var upright = ImageDoor.Upright(profiled);
            var facts = PhotoFacts.Of(picture, recipe.KeepMetadata) with
            {
                Warnings = stated.IsIgnored ? [CutoutWarnings.ColourSpaceIgnored] : [],
            };
            return ToPhoto(upright, recipe.InputAlpha, facts);
        }
        catch (VipsException e)
        {
            throw new JobRejectedException(FailureReason.Damaged, "The picture is truncated or corrupt.", e);
        }
    }

    private static Photo ToPhoto(Image picture, InputAlpha meaning, PhotoFacts facts)
    {
        if (!picture.HasAlpha())
        {
            using var srgb = ColourConversion.ToSrgb(picture);
            return ToPhoto(srgb, facts);
        }

        using var stored = picture.ExtractBand(0, n: picture.Bands - 1);
        using var channel = picture[picture.Bands - 1];
        using var colours = ColourConversion.ToSrgb(stored);
        using var alpha = ColourConversion.ToAlpha(channel);
        using var both = colours.Bandjoin(alpha);
        return meaning switch
        {
            InputAlpha.Respect => ToPhotoWithAlpha(both, facts),
            InputAlpha.Auto => ToPhotoByAlpha(both, facts),
            _ => ToFlatPhoto(both, facts),
        };
    }

    /// <summary>The alpha is looked at first, so that the picture is decoded into memory.</summary>
    private static Photo ToPhotoByAlpha(Image srgba, PhotoFacts facts)
    {
        using var whole = srgba.CopyMemory();
        using var alpha = whole[3];
        var shares = AlphaShares.Of(alpha);
        return shares.IsCutOut
            ? ToPhotoWithAlpha(whole, facts.With(CutoutWarnings.InputAlphaUsed) with { IsCutOut = true })
            : ToFlatPhoto(whole, shares.IsOpaque ? facts : facts.With(CutoutWarnings.InputAlphaFlattened));
    }

    private static Photo ToFlatPhoto(Image srgba, PhotoFacts facts)
    {
        using var flat = srgba.Flatten(background: White);
        return ToPhoto(flat, facts);
    }

    /// <param name="srgb">3 bands, 8-bit.</param>
    /// <param name="facts">What the file says besides.</param>
    private static Photo ToPhoto(Image srgb, PhotoFacts facts)
    {
        var (pixels, release) = ToBgr(srgb);
        return new Photo(pixels, release: release) { Facts = facts };
    }

    /// <param name="srgba">4 bands, 8-bit.</param>
    /// <param name="facts">What the file says besides.</param>
    private static Photo ToPhotoWithAlpha(Image srgba, PhotoFacts facts)
    {
        var (bgra, release) = ToBgr(srgba);
        try
        {
            var alpha = bgra.ExtractChannel(3);
            var pixels = new Mat();
            Cv2.CvtColor(bgra, pixels, ColorConversionCodes.BGRA2BGR);
            return new Photo(pixels, alpha) { Facts = facts };
        }
        finally
        {
            bgra.Dispose();
            release();
        }
    }

    /// <summary>On the way, row by row: turned around in memory, a large photo would be there twice.</summary>
    private static (Mat Pixels, Action Release) ToBgr(Image srgb)
    {
        if (srgb.Bands is not (3 or 4) || srgb.Format != Enums.BandFormat.Uchar)
        {
            throw new JobRejectedException(FailureReason.Damaged, $"{srgb.Bands} channels of {srgb.Format}.");
        }

        using var red = srgb[0];
        using var green = srgb[1];
        using var blue = srgb[2];
        using var alpha = srgb.Bands == 4 ? srgb[3] : null;
        using var bgr = alpha is null ? blue.Bandjoin(green, red) : blue.Bandjoin(green, red, alpha);
        var memory = bgr.WriteToMemory(out ulong _);
        var type = MatType.CV_8UC(srgb.Bands);
        return (Mat.FromPixelData(bgr.Height, bgr.Width, type, memory), () => NetVips.NetVips.Free(memory));
    }
}
