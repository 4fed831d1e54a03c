using Pipeline.Contracts;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Quality;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// THE chain, from the bytes of a photo to the bytes of its cutout. No bus and no store: the same photo, trimap, recipe
/// and chain give the same bytes on like processors (wider vectors round sums otherwise). Safe for concurrent use.
/// </summary>
internal sealed class CutoutChain(
    ChainRef reference,
    ImageDecoder decoder,
    ISegmenter segmenter,
    TrimapGenerator trimaps,
    TrimapReader trimapReader,
    IAlphaMatter matter,
    QualityEstimator quality,
    IForegroundEstimator estimator)
{
    /// <summary>Below this share of the picture a mask holds no subject.</summary>
    public const double LeastSubjectShare = 0.001;

    /// <summary>Name and digest of this chain.</summary>
    public ChainRef Reference => reference;

    /// <summary>Cuts out what the chain itself finds.</summary>
    /// <inheritdoc cref="Run(byte[], byte[], CutoutRecipe, StageClock, CancellationToken)"/>
    public CutoutFile Run(byte[] source, CutoutRecipe recipe, StageClock clock, CancellationToken cancellation) =>
        Run(source, null, recipe, clock, cancellation);

    /// <param name="source">The photo's file.</param>
    /// <param name="trimap">The file of the caller's own trimap, which takes the place of segmentation; or null.</param>
    /// <param name="recipe">What is made of it.</param>
    /// <param name="clock">Notes the stages.</param>
    /// <param name="cancellation">Between or inside stages.</param>
    /// <exception cref="JobRejectedException">The photo cannot become a cutout.</exception>
    public CutoutFile Run(
        byte[] source, byte[]? trimap, CutoutRecipe recipe, StageClock clock, CancellationToken cancellation)
    {
        using var photo = clock.Time(Stages.Decode, () => decoder.Decode(source, recipe));
        var (alpha, sureness) = trimap is null
            ? MatteOwn(photo, clock, cancellation)
            : MatteSupplied(photo, trimap, clock, cancellation);
        using var _ = alpha;
        RequireSubject(alpha.Plane.CountNonZero() > 0, "Nothing stands out from the background.");
        Colour(photo, alpha, recipe, clock, cancellation);
        var file = clock.Time(
            Stages.Encode,
            () => PngEncoder.Encode(photo.Pixels, recipe.Background is null ? alpha.Plane : null));
        return new CutoutFile(file, PngEncoder.ContentType, photo.Width, photo.Height, sureness);
    }

    private (AlphaMatte, CutoutQuality) MatteOwn(Photo photo, StageClock clock, CancellationToken cancellation)
    {
        using var mask = clock.Time(Stages.Segment, () => segmenter.Segment(photo, cancellation));
        RequireSubject(mask.SubjectShare >= LeastSubjectShare, "Nothing stands out from the background.");
        using var trimap = clock.Time(Stages.Trimap, () => trimaps.Generate(mask, photo.Size));
        return Matte(photo, mask, trimap, clock, cancellation);
    }

    private (AlphaMatte, CutoutQuality) MatteSupplied(
        Photo photo, byte[] supplied, StageClock clock, CancellationToken cancellation)
    {
        using var trimap = clock.Time(Stages.Trimap, () => trimapReader.Read(supplied, photo.Size));
        RequireSubject(trimap.ForegroundCount > 0, "The trimap has no pixel that is known to be subject.");
        return Matte(photo, null, trimap, clock, cancellation);
    }

    private (AlphaMatte, CutoutQuality) Matte(
        Photo photo, SegmentationMask? mask, Trimap trimap, StageClock clock, CancellationToken cancellation)
    {
        var alpha = clock.Time(Stages.Matte, () => matter.Matte(photo, trimap, cancellation));
        return (alpha, quality.Estimate(mask, trimap, alpha));
    }

    private void Colour(
        Photo photo, AlphaMatte alpha, CutoutRecipe recipe, StageClock clock, CancellationToken cancellation)
    {
        using var foreground =
            clock.Time(Stages.Foreground, () => estimator.Estimate(photo, alpha, cancellation));
        if (photo.Alpha is not null)
        {
            StoredAlpha.Limit(photo, foreground, alpha);
            RequireSubject(alpha.Plane.CountNonZero() > 0, "What stands out is transparent in the photo.");
        }

        clock.Time(Stages.Compose, () => Compositor.Compose(photo, foreground, alpha, recipe));
    }

    private static void RequireSubject(bool found, string otherwise)
    {
        if (!found)
        {
            throw new JobRejectedException(FailureReason.NoSubject, otherwise);
        }
    }
}
