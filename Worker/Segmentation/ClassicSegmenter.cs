using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Finds the subject without any network: cues of how the picture relates to its frame give a prior, colour mixtures
/// and a contrast-sensitive cut refine it. The work depends on the picture's size alone, and the same picture gives
/// the same bytes.
/// </summary>
internal sealed class ClassicSegmenter(IOptions<ClassicSegmenterOptions> options) : ISegmenter
{
    private const float Compactness = 15;
    private const float MostPrior = 4;

    /// <summary>Where the backdrop is one smooth surface, so much less is left to the region cues.</summary>
    private const float SurfaceOverCues = 0.7f;
    private const int EdgeRadius = 3;
    private const double EdgeNoise = 3;
    private readonly ClassicSegmenterOptions _options = options.Value;

    /// <inheritdoc/>
    public SegmentationMask Segment(Photo photo, CancellationToken cancellation)
    {
        var picture = WorkingPicture.From(photo, _options.WorkingSide);
        var surface = new BackgroundSurface(picture);
        if (!SubjectPresence.IsThere(picture, surface))
        {
            return new SegmentationMask(new Mat(picture.Height, picture.Width, MatType.CV_32FC1, Scalar.All(0)));
        }

        cancellation.ThrowIfCancellationRequested();
        var refiner = new MixtureRefiner(
            _options.MixtureComponents, (float)_options.Smoothness, _options.Rounds);
        var prior = Prior(picture, surface);
        var subject = refiner.Refine(picture, prior, 1 - (SurfaceOverCues * surface.Plainness), cancellation);
        Specks.Remove(subject, picture.Width, picture.Height);
        return new SegmentationMask(SoftEdge.Of(picture, subject, EdgeRadius, EdgeNoise));
    }

    private float[] Prior(WorkingPicture picture, BackgroundSurface surface)
    {
        var regions = Superpixels.Of(picture, _options.Superpixels, Compactness);
        var odds = SubjectPrior.Of(picture, regions, new RegionGraph(picture, regions));
        var prior = Array.ConvertAll(regions.Labels, k => Math.Clamp(odds[k], -MostPrior, MostPrior));
        for (var i = 0; i < prior.Length && surface.Plainness > 0; i++)
        {
            prior[i] += surface.Plainness * (surface.Evidence(i) - (SurfaceOverCues * prior[i]));
        }

        return prior;
    }
}
