using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Quality;
using Pipeline.Worker.Renditions;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// THE chain, from the bytes of a photo to the bytes of its renditions. No bus and no store: the same files, recipe and
/// chain give the same bytes on like processors (wider vectors round sums otherwise). Safe for concurrent use.
/// </summary>
internal sealed class CutoutChain(
    ChainRef reference,
    ImageDecoder decoder,
    ISegmenter segmenter,
    ITrimapGenerator trimaps,
    TrimapReader trimapReader,
    IAlphaMatter matter,
    QualityEstimator quality,
    IForegroundEstimator estimator,
    RenditionMaker maker,
    OnnxModels? networks = null)
{
    /// <summary>Below this share of the picture a mask holds no subject.</summary>
    public const double LeastSubjectShare = 0.001;

    private const string Unseen = "Nothing stands out from the background.";

    /// <summary>Name and digest of this chain.</summary>
    public ChainRef Reference => reference;

    /// <summary>
    /// The same chain with another segmenter, for measuring: masks of random weights find nothing. It keeps its
    /// reference.
    /// </summary>
    /// <param name="around">From this chain's segmenter to the other one.</param>
    public CutoutChain WithSegmenter(Func<ISegmenter, ISegmenter> around) => new(
        reference, decoder, around(segmenter), trimaps, trimapReader, matter, quality, estimator, maker, networks);

    /// <summary>
    /// Takes the built-in picture through every stage, which also loads the networks. What fails here would fail with every
    /// photo.
    /// </summary>
    /// <returns>What runs the networks; null where the chain has none but its own small ones.</returns>
    /// <exception cref="ChainUnusableException">A stage fails, for example because a native library does not load.</exception>
    /// <exception cref="ModelDamagedException">A file is not the one that was installed.</exception>
    /// <exception cref="ProviderUnavailableException">The provider that was asked for does not run here.</exception>
    public ExecutionProvider? Prepare(CancellationToken cancellation)
    {
        try
        {
            var clock = new StageClock(TimeProvider.System);
            Run(JobFiles.Of(BuiltInPicture.Draw()), BuiltInPicture.Recipe, clock, cancellation);
        }
        catch (Exception e) when (
            e is not (OperationCanceledException or ModelDamagedException or ProviderUnavailableException))
        {
            throw new ChainUnusableException(reference, e);
        }

        return networks?.Provider;
    }

    /// <param name="files">The photo, and what else the job refers to.</param>
    /// <param name="recipe">What is made of it.</param>
    /// <param name="clock">Notes the stages.</param>
    /// <param name="cancellation">Between or inside stages.</param>
    /// <exception cref="JobRejectedException">The photo cannot become a cutout.</exception>
    public CutoutResult Run(JobFiles files, CutoutRecipe recipe, StageClock clock, CancellationToken cancellation)
    {
        using var photo = clock.Time(Stages.Decode, () => decoder.Decode(files.Photo, recipe));
        using var focus = new RegionOfInterest(photo, recipe);
        return photo.Facts.IsCutOut && files.Trimap is null
            ? KeepAlpha(focus, files, recipe, clock, cancellation)
            : CutOut(focus, files, recipe, clock, cancellation);
    }

    private CutoutResult CutOut(
        RegionOfInterest focus, JobFiles files, CutoutRecipe recipe, StageClock clock, CancellationToken cancellation)
    {
        using var mask = files.Trimap is null ? Segment(focus, clock, cancellation) : null;
        using var trimap = clock.Time(
            Stages.Trimap, () => mask is null ? Supplied(focus, files.Trimap!) : focus.Keep(trimaps.Generate(mask, focus.Part.Size)));
        var matte = clock.Time(Stages.Matte, () => matter.Matte(focus.Part, trimap, cancellation));
        var sureness = quality.Estimate(mask, trimap, matte);
        using var alpha = focus.Widened(matte);
        using var planes = focus.ToPlanes(mask, trimap, alpha);
        RequireSubject(alpha.Plane.CountNonZero() > 0, Unseen);
        Colour(planes, clock, cancellation);
        var made = Encode(planes, files, recipe, clock, cancellation);
        return new CutoutResult(made, sureness, networks?.Provider.ToString().ToLowerInvariant(), matte.Network)
            .WithWarningsOf(focus.Whole.Facts);
    }

    /// <summary>A photo that is cut out already comes out as it went in; no network looks at it.</summary>
    private CutoutResult KeepAlpha(
        RegionOfInterest focus, JobFiles files, CutoutRecipe recipe, StageClock clock, CancellationToken cancellation)
    {
        var matte = focus.CutAlpha();
        using var mask = StoredCutout.ToMask(matte);
        using var trimap = StoredCutout.ToTrimap(matte);
        var sureness = quality.Estimate(null, trimap, matte);
        using var alpha = focus.Widened(matte);
        using var planes = focus.ToPlanes(mask, trimap, alpha);
        RequireSubject(alpha.Plane.CountNonZero() > 0, "The photo is transparent all over the area.");
        clock.Time(Stages.Compose, () => Compositor.Compose(planes.Colours, planes.Colours.Pixels, planes.Alpha));
        var made = Encode(planes, files, recipe, clock, cancellation);
        return new CutoutResult(made, sureness, null, null).WithWarningsOf(focus.Whole.Facts);
    }

    private SegmentationMask Segment(RegionOfInterest focus, StageClock clock, CancellationToken cancellation)
    {
        var mask = clock.Time(Stages.Segment, () => segmenter.Segment(focus.Part, cancellation));
        if (mask.SubjectShare >= LeastSubjectShare || focus.KeepsAny)
        {
            return mask;
        }

        mask.Dispose();
        throw new JobRejectedException(FailureReason.NoSubject, Unseen);
    }

    private Trimap Supplied(RegionOfInterest focus, byte[] file)
    {
        var trimap = focus.Keep(focus.Cut(trimapReader.Read(file, focus.Whole.Size)));
        if (trimap.ForegroundCount > 0)
        {
            return trimap;
        }

        trimap.Dispose();
        throw new JobRejectedException(
            FailureReason.NoSubject, "The trimap has no pixel that is known to be subject.");
    }

    private void Colour(CutoutPlanes planes, StageClock clock, CancellationToken cancellation)
    {
        using var foreground =
            clock.Time(Stages.Foreground, () => estimator.Estimate(planes.Colours, planes.Alpha, cancellation));
        if (planes.Colours.Alpha is not null)
        {
            StoredAlpha.Limit(planes.Colours, foreground, planes.Alpha);
            RequireSubject(planes.Alpha.Plane.CountNonZero() > 0, "What stands out is transparent in the photo.");
        }

        clock.Time(Stages.Compose, () => Compositor.Compose(planes.Colours, foreground, planes.Alpha));
    }

    private List<RenditionFile> Encode(
        CutoutPlanes planes, JobFiles files, CutoutRecipe recipe, StageClock clock, CancellationToken cancellation)
    {
        var made = new List<RenditionFile>();
        clock.Time(Stages.Encode, () =>
        {
            for (var i = 0; i < recipe.Renditions.Count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                made.Add(maker.Make(planes, recipe.Renditions[i], files.BackgroundOf(i), files.NameOf(i)));
            }
        });
        return made;
    }

    private static void RequireSubject(bool found, string otherwise)
    {
        if (!found)
        {
            throw new JobRejectedException(FailureReason.NoSubject, otherwise);
        }
    }
}
