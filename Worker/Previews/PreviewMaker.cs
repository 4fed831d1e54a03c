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
        using var rgb = photo.Pixels.ViewRgb(photo.Alpha);
        using var small = rgb.ThumbnailImage(side, height: side, size: Enums.Size.Down, noRotate: true);
        return Saved(small);
    }

    /// <summary>
    /// A rendition of ours with its transparency, and its alpha as grey, which is null where it has none.
    /// </summary>
    public static (byte[] Cutout, byte[]? Matte) OfRendition(byte[] file, int side)
    {
        using var small = Image.ThumbnailBuffer(file, side, height: side, size: Enums.Size.Down, noRotate: true);
        using var whole = small.CopyMemory();
        if (whole.Bands <= AlphaBand)
        {
            return (Saved(whole), null);
        }

        using var alpha = whole[AlphaBand];
        using var grey = alpha.Copy(interpretation: Enums.Interpretation.Bw);
        return (Saved(whole), Saved(grey));
    }

    private static byte[] Saved(Image small) => small.WebpsaveBuffer(q: Quality, keep: Enums.ForeignKeep.None);
}
