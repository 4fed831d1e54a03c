using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Finds the subject without any download. Where small networks of our own know such pictures, one sees it and the other
/// draws what the first one saw. Otherwise cues of how the picture relates to its frame give a prior, as far as the
/// network is heard together with it, which colour mixtures and a contrast-sensitive cut refine. The same picture gives
/// the same bytes.
/// </summary>
internal sealed class ClassicSegmenter(SubjectNetwork network, IOptions<ClassicSegmenterOptions> options) : ISegmenter
{
    private const float Compactness = 15;
    private const float MostPrior = 4;

    /// <summary>Where the backdrop is one smooth surface, so much less is left to the region cues.</summary>
    private const float SurfaceOverCues = 0.7f;

    /// <summary>
    /// How much less colour mixtures count where the network is trusted, since it has seen the colours.
    /// </summary>
    private const float NetworkOverColours = 0.5f;

    private const int EdgeRadius = 3;
    private const double EdgeNoise = 3;
    private readonly ClassicSegmenterOptions _options = options.Value;

    /// <inheritdoc/>
    public SegmentationMask Segment(Photo photo, CancellationToken cancellation)
    {
        using var near = photo.Reduced(Math.Max(SubjectNetwork.AmpleSide, _options.WorkingSide));
        return SegmentReduced(near, cancellation);
    }

    private SegmentationMask SegmentReduced(Photo photo, CancellationToken cancellation)
    {
        var picture = WorkingPicture.From(photo, _options.WorkingSide);
        var surface = new BackgroundSurface(picture);
        if (!SubjectPresence.IsThere(picture, surface))
        {
            return new SegmentationMask(new Mat(picture.Height, picture.Width, MatType.CV_32FC1, Scalar.All(0)));
        }

        cancellation.ThrowIfCancellationRequested();
        var size = new Size(picture.Width, picture.Height);
        var opinion = network.Opinion(photo, size);
        using var drawing = Drawing.Of(network, photo, opinion, size);
        return drawing is { Trust: 1 } ? drawing.Alone() : ByCut(picture, surface, opinion, drawing, cancellation);
    }

    private SegmentationMask ByCut(
        WorkingPicture picture,
        BackgroundSurface surface,
        NetworkOpinion opinion,
        Drawing? drawing,
        CancellationToken cancellation)
    {
        var refiner = new MixtureRefiner(
            _options.MixtureComponents, (float)_options.Smoothness, _options.Rounds);
        var prior = opinion.Over(Prior(picture, surface));
        var colours = (1 - (SurfaceOverCues * surface.Plainness)) * (1 - (NetworkOverColours * opinion.Trust));
        var subject = refiner.Refine(picture, prior, colours, cancellation);
        Specks.Remove(subject, picture.Width, picture.Height);
        var cut = SoftEdge.Of(picture, subject, EdgeRadius, EdgeNoise);
        var disagreement = Disagreement(prior, subject);
        return drawing?.Over(cut, surface, disagreement) ?? new SegmentationMask(cut, disagreement);
    }

    /// <summary>1 − IoU of what the prior alone takes for the subject and what the cut does.</summary>
    private static double Disagreement(float[] prior, float[] subject)
    {
        var (both, either) = (0, 0);
        for (var i = 0; i < prior.Length; i++)
        {
            var (before, after) = (prior[i] > 0, subject[i] > 0.5f);
            both += before && after ? 1 : 0;
            either += before || after ? 1 : 0;
        }

        return either == 0 ? 0 : 1 - (both / (double)either);
    }

    private float[] Prior(WorkingPicture picture, BackgroundSurface surface)
    {
        var regions = Superpixels.Of(picture, _options.Superpixels, Compactness);
        var paths = new SoftReach(picture);
        var odds = SubjectPrior.Of(picture, paths, regions, new RegionGraph(picture, regions));
        var prior = Array.ConvertAll(regions.Labels, k => Math.Clamp(odds[k], -MostPrior, MostPrior));
        if (surface.Plainness > 0)
        {
            var evidence = BackdropEvidence.Of(picture, surface, paths);
            for (var i = 0; i < prior.Length; i++)
            {
                prior[i] += surface.Plainness * (evidence[i] - (SurfaceOverCues * prior[i]));
            }
        }

        return prior;
    }
}
