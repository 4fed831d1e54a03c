using NetVips;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Previews;

/// <summary>Small WebP pictures for pages that show photos and what became of them.</summary>
public sealed class PreviewMaker
{
    private const int Quality = 78;
    private const int AlphaBand = 3;
    private readonly ImageDecoder _decoder;

    internal PreviewMaker(ImageDecoder decoder) => _decoder = decoder;

    /// <summary>A photo as the chain saw it: upright, in sRGB.</summary>
    /// <param name="file">Any photo that is accepted.</param>
    /// <param name="recipe">Says how the file is read.</param>
    /// <param name="side">Longer side in pixels at most.</param>
    /// <exception cref="JobRejectedException">No photo that is accepted.</exception>
    public byte[] OfPhoto(byte[] file, CutoutRecipe recipe, int side)
    {
        using var photo = _decoder.Decode(file, recipe);
        using var rgb = photo.Pixels.ViewRgb();
        return Small(rgb, side);
    }

    /// <summary>A rendition of ours, with its transparency.</summary>
    public static byte[] OfRendition(byte[] file, int side)
    {
        using var picture = Image.NewFromBuffer(file);
        return Small(picture, side);
    }

    /// <summary>The alpha of a rendition of ours as grey; null where it has none.</summary>
    public static byte[]? OfAlpha(byte[] file, int side)
    {
        using var picture = Image.NewFromBuffer(file);
        if (picture.Bands <= AlphaBand)
        {
            return null;
        }

        using var alpha = picture[AlphaBand];
        using var grey = alpha.Copy(interpretation: Enums.Interpretation.Bw);
        return Small(grey, side);
    }

    private static byte[] Small(Image picture, int side)
    {
        using var small = picture.ThumbnailImage(side, height: side, size: Enums.Size.Down, noRotate: true);
        return small.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
    }
}
