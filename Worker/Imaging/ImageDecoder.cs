using Microsoft.Extensions.Options;
using NetVips;
using OpenCvSharp;
using Pipeline.Contracts;

namespace Pipeline.Worker.Imaging;

/// <summary>Photos: through the door, turned upright and brought to 8-bit sRGB.</summary>
internal sealed class ImageDecoder(IOptions<ImageLimits> limits)
{
    private const string IccProfile = "icc-profile-data";

    private readonly ImageLimits _limits = limits.Value;

    /// <summary>Decodes one JPEG, PNG or WebP. Transparent pixels are laid over white.</summary>
    /// <exception cref="JobRejectedException">Not such a picture, damaged, or beyond a limit.</exception>
    public Photo Decode(byte[] bytes)
    {
        try
        {
            using var picture = ImageDoor.Open(bytes, _limits);
            return ToPhoto(picture);
        }
        catch (VipsException e)
        {
            throw new JobRejectedException(FailureReason.Damaged, "The picture is truncated or corrupt.", e);
        }
    }

    private static Photo ToPhoto(Image picture)
    {
        using var upright = ImageDoor.Upright(picture);
        using var coloured = ToSrgb(upright);
        using var opaque = coloured.HasAlpha() ? coloured.Flatten(background: [255, 255, 255]) : coloured.Copy();
        using var eightBit = opaque.Cast(Enums.BandFormat.Uchar);
        if (eightBit.Bands != 3)
        {
            throw new JobRejectedException(FailureReason.Damaged, $"{eightBit.Bands} channels of colour, not three.");
        }

        // On the way, row by row: turned around in memory, a large photo would be there twice.
        using var red = eightBit[0];
        using var green = eightBit[1];
        using var blue = eightBit[2];
        using var bgr = blue.Bandjoin(green, red);
        var memory = bgr.WriteToMemory(out ulong _);
        var pixels = Mat.FromPixelData(bgr.Height, bgr.Width, MatType.CV_8UC3, memory);
        return new Photo(pixels, () => NetVips.NetVips.Free(memory));
    }

    /// <summary>Through the embedded profile where there is one, else by the stated colour space.</summary>
    private static Image ToSrgb(Image picture) =>
        picture.Contains(IccProfile)
            ? picture.IccTransform("srgb", embedded: true, intent: Enums.Intent.Relative, depth: 8)
            : picture.Colourspace(Enums.Interpretation.Srgb);
}
