using NetVips;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Renditions;

/// <summary>
/// Pictures to files, row by row: sRGB and tagged so, with a stated resolution (which WebP has no place for), without
/// any other metadata than the photo's facts hold.
/// </summary>
internal static class PictureEncoder
{
    /// <summary>PNG at level 2 with the filter "up": within a tenth of OpenCV's default in size and time.</summary>
    private const int UsualLevel = 2, BestLevel = 9;
    private const int BestQuality = 95, LeastQuality = 20;
    private const double MillimetresPerInch = 25.4;
    private const int UsualDpi = 72;

    /// <param name="picture">8 bits, one band, three, or four with straight alpha.</param>
    /// <param name="recipe">Says how.</param>
    /// <param name="facts">Of the photo: EXIF to pass on, and the pixels per inch where the recipe names none.</param>
    /// <exception cref="JobRejectedException">It cannot be brought under the recipe's limit of bytes.</exception>
    public static RenditionFile Encode(Image picture, RenditionRecipe recipe, PhotoFacts facts)
    {
        var resolution = (recipe.Dpi ?? facts.Dpi ?? UsualDpi) / MillimetresPerInch;
        using var plain = picture.Copy(
            interpretation: picture.Bands == 1 ? Enums.Interpretation.Bw : Enums.Interpretation.Srgb,
            xres: resolution,
            yres: resolution);
        using var stated = plain.Mutate(copy =>
        {
            foreach (var field in plain.GetFields().Where(IsExif))
            {
                copy.Remove(field);
            }

            foreach (var (field, text) in facts.Exif)
            {
                copy.Set(GValue.GStrType, field, text);
            }
        });
        var bytes = recipe.MaxBytes is { } most ? Within(stated, recipe, most) : Save(stated, recipe, recipe.Quality);
        return new RenditionFile(recipe.Name, bytes, ContentTypeOf(recipe.Format), picture.Width, picture.Height);
    }

    public static string ContentTypeOf(PictureFormat format) => format switch
    {
        PictureFormat.Png => "image/png",
        PictureFormat.WebP => "image/webp",
        PictureFormat.Jpeg => "image/jpeg",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    private static byte[] Within(Image picture, RenditionRecipe recipe, long most)
    {
        // Encoded several times, so made once.
        using var whole = picture.CopyMemory();
        var first = Save(whole, recipe, recipe.Quality);
        if (first.LongLength <= most)
        {
            return first;
        }

        var smaller = recipe.Format == PictureFormat.Png
            ? SavePng(whole, BestLevel, Enums.ForeignPngFilter.All)
            : BestQualityWithin(whole, recipe, most);
        return smaller.LongLength <= most ? smaller : throw new JobRejectedException(
            FailureReason.OutputTooLarge,
            $"Rendition '{recipe.Name}' has {smaller.LongLength:N0} bytes at the least and {most:N0} are allowed; raise "
                + "--max-bytes (the recipe's maxBytes) or lower --max-side (maxSide).");
    }

    /// <summary>
    /// By bisection, since size grows with quality; the least quality's file when none is small enough.
    /// </summary>
    private static byte[] BestQualityWithin(Image picture, RenditionRecipe recipe, long most)
    {
        var (low, high) = (LeastQuality, Math.Max(LeastQuality, recipe.Quality ?? BestQuality));
        var best = Save(picture, recipe, low);
        while (best.LongLength <= most && low < high)
        {
            var middle = (low + high + 1) / 2;
            var tried = Save(picture, recipe, middle);
            if (tried.LongLength <= most)
            {
                (low, best) = (middle, tried);
            }
            else
            {
                high = middle - 1;
            }
        }

        return best;
    }

    private static byte[] Save(Image picture, RenditionRecipe recipe, int? quality) => recipe.Format switch
    {
        PictureFormat.Png => SavePng(picture, UsualLevel, Enums.ForeignPngFilter.Up),
        PictureFormat.Jpeg => JpegFile.Save(
            picture, quality ?? BestQuality, ProfileOf(picture), KeptIn(picture), picture.Xres * MillimetresPerInch),
        PictureFormat.WebP => picture.WebpsaveBuffer(
            q: quality ?? BestQuality,
            lossless: quality is null,
            profile: ProfileOf(picture),
            keep: KeptIn(picture)),
        _ => throw new ArgumentOutOfRangeException(nameof(recipe)),
    };

    private static byte[] SavePng(Image picture, int level, Enums.ForeignPngFilter filter) => picture.PngsaveBuffer(
        compression: level, filter: filter, profile: ProfileOf(picture), keep: KeptIn(picture));

    private static Enums.ForeignKeep KeptIn(Image picture) =>
        picture.GetFields().Any(IsExif)
            ? Enums.ForeignKeep.Icc | Enums.ForeignKeep.Exif
            : Enums.ForeignKeep.Icc;

    private static bool IsExif(string field) => field.StartsWith("exif-", StringComparison.Ordinal);

    /// <summary>Grey planes hold shares, not colours.</summary>
    private static string? ProfileOf(Image picture) => picture.Bands == 1 ? null : "srgb";
}
