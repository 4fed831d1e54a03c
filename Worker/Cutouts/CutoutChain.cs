using Pipeline.Contracts;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// THE chain, from the bytes of a photo to the bytes of its cutout. No bus and no store: the same photo, recipe and
/// chain give the same bytes on like processors (wider vectors round sums otherwise). Safe for concurrent use.
/// </summary>
internal sealed class CutoutChain(
    ChainRef reference,
    ImageDecoder decoder,
    ISegmenter segmenter,
    TrimapGenerator trimaps,
    IAlphaMatter matter,
    IForegroundEstimator estimator)
{
    /// <summary>Below this share of the picture a mask holds no subject.</summary>
    public const double LeastSubjectShare = 0.001;

    /// <summary>Name and digest of this chain.</summary>
    public ChainRef Reference => reference;

    /// <exception cref="JobRejectedException">The photo cannot become a cutout.</exception>
    /// <exception cref="OperationCanceledException">Between or inside stages.</exception>
    public CutoutFile Run(byte[] source, CutoutRecipe recipe, StageClock clock, CancellationToken cancellation)
    {
        using var photo = clock.Time(Stages.Decode, () => decoder.Decode(source));
        using var alpha = Matte(photo, clock, cancellation);
        RequireSubject(alpha.Plane.CountNonZero() > 0);
        using var foreground =
            clock.Time(Stages.Foreground, () => estimator.Estimate(photo, alpha, cancellation));
        using var cutout = clock.Time(Stages.Compose, () => Compositor.Compose(foreground, alpha, recipe));
        var file = clock.Time(Stages.Encode, () => PngEncoder.Encode(cutout));
        return new CutoutFile(file, PngEncoder.ContentType, cutout.Width, cutout.Height);
    }

    private AlphaMatte Matte(Photo photo, StageClock clock, CancellationToken cancellation)
    {
        using var mask = clock.Time(Stages.Segment, () => segmenter.Segment(photo, cancellation));
        RequireSubject(mask.SubjectShare >= LeastSubjectShare);
        using var trimap = clock.Time(Stages.Trimap, () => trimaps.Generate(mask, photo.Size));
        return clock.Time(Stages.Matte, () => matter.Matte(photo, trimap, cancellation));
    }

    private static void RequireSubject(bool found)
    {
        if (!found)
        {
            throw new JobRejectedException(FailureReason.NoSubject, "Nothing stands out from the background.");
        }
    }
}
