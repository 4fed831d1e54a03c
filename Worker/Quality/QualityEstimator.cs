using Microsoft.Extensions.Options;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Quality;

/// <summary>Says how sure a matte is, from how it came about.</summary>
internal sealed class QualityEstimator(IOptions<QualityOptions> options)
{
    private const int Decimals = 4;

    private readonly QualityOptions _options = options.Value;

    /// <param name="mask">What the segmenter found, or null with a supplied trimap.</param>
    /// <param name="trimap">What was known.</param>
    /// <param name="alpha">What came of it.</param>
    public CutoutQuality Estimate(SegmentationMask? mask, Trimap trimap, AlphaMatte alpha)
    {
        var edges = EdgesTouched(alpha.Plane);
        var features = new QualityFeatures(
            mask is null ? null : BinaryEntropy.Mean(mask.Probability),
            (double)trimap.UnknownCount / trimap.Plane.Total(),
            Cv2.Mean(alpha.Plane).Val0 / 255,
            edges.Length,
            mask?.Disagreement);
        var confidence = ConfidenceModel.Of(features);
        return new CutoutQuality
        {
            Confidence = Math.Round(confidence, Decimals),
            MaskEntropy = Round(features.MaskEntropy),
            BandShare = Math.Round(features.BandShare, Decimals),
            SubjectShare = Math.Round(features.SubjectShare, Decimals),
            EdgesTouched = edges,
            Disagreement = Round(features.Disagreement),
            Warnings = [.. Warnings(features, confidence)],
        };
    }

    private static double? Round(double? value) => value is { } known ? Math.Round(known, Decimals) : null;

    private PictureEdge[] EdgesTouched(Mat alpha)
    {
        (PictureEdge Edge, Rect Line)[] lines =
        [
            (PictureEdge.Top, new Rect(0, 0, alpha.Cols, 1)),
            (PictureEdge.Right, new Rect(alpha.Cols - 1, 0, 1, alpha.Rows)),
            (PictureEdge.Bottom, new Rect(0, alpha.Rows - 1, alpha.Cols, 1)),
            (PictureEdge.Left, new Rect(0, 0, 1, alpha.Rows)),
        ];
        return [.. lines.Where(line => SubjectShare(alpha, line.Line) > _options.TouchingShare).Select(line => line.Edge)];
    }

    /// <summary>Share of the pixels of which the subject covers half or more.</summary>
    private static double SubjectShare(Mat alpha, Rect line)
    {
        using var pixels = new Mat(alpha, line);
        using var subject = new Mat();
        Cv2.Threshold(pixels, subject, 127, 255, ThresholdTypes.Binary);
        return (double)subject.CountNonZero() / subject.Total();
    }

    /// <summary>In the order of <see cref="CutoutWarnings.All"/>.</summary>
    private IEnumerable<string> Warnings(QualityFeatures features, double confidence)
    {
        (string Warning, bool Holds)[] all =
        [
            (CutoutWarnings.LowConfidence, confidence < _options.LeastConfidence),
            (CutoutWarnings.SubjectTouchesEdge, features.EdgesTouched > 0),
            (CutoutWarnings.SmallSubject, features.SubjectShare < _options.LeastSubjectShare),
            (CutoutWarnings.LargeSubject, features.SubjectShare > _options.MostSubjectShare),
            (CutoutWarnings.WideBand, features.BandShare > _options.MostBandShare),
        ];
        return all.Where(warning => warning.Holds).Select(warning => warning.Warning);
    }
}
