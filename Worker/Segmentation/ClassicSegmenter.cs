using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Worker.Imaging;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Finds the subject without any network: cues of how the picture relates to its frame give a prior per superpixel,
/// colour mixtures and a contrast-sensitive cut refine it. Same picture, same bytes.
/// </summary>
internal sealed class ClassicSegmenter(IOptions<ClassicSegmenterOptions> options) : ISegmenter
{
    private const float Compactness = 15;
    private const float MostPrior = 4;
    private readonly ClassicSegmenterOptions _options = options.Value;

    /// <inheritdoc/>
    public SegmentationMask Segment(Photo photo, CancellationToken cancellation)
    {
        var picture = WorkingPicture.From(photo, _options.WorkingSide);
        var prior = Prior(picture);
        cancellation.ThrowIfCancellationRequested();
        var refiner = new MixtureRefiner(
            _options.MixtureComponents, (float)_options.Smoothness, _options.Rounds);
        var subject = refiner.Refine(picture, prior, cancellation);
        var probability = new Mat(picture.Height, picture.Width, MatType.CV_32FC1);
        subject.CopyTo(probability.AsSpan<float>());
        return new SegmentationMask(probability);
    }

    private float[] Prior(WorkingPicture picture)
    {
        var regions = Superpixels.Of(picture, _options.Superpixels, Compactness);
        var odds = SubjectPrior.Of(picture, regions, new RegionGraph(picture, regions));
        return Array.ConvertAll(regions.Labels, k => Math.Clamp(odds[k], -MostPrior, MostPrior));
    }
}
