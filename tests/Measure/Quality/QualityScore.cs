using OpenCvSharp;
using Pipeline.Measure.Metrics;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Quality;

/// <summary>What one variant of the chain made of one picture.</summary>
/// <param name="Picture">Name.</param>
/// <param name="Iou">Alpha above one half against mask above 127, 0..1.</param>
/// <param name="Mae">Mean absolute error of alpha, 0..1.</param>
/// <param name="Mse">Mean squared error of alpha, 0..1.</param>
/// <param name="OpenInterior">0..1; null when the mask has no interior.</param>
/// <param name="Outcome">Confidence, or why there is no cutout.</param>
internal sealed record QualityScore(
    string Picture, double Iou, double Mae, double Mse, double? OpenInterior, ChainOutcome Outcome)
{
    /// <param name="picture">Name.</param>
    /// <param name="alpha">CV_8UC1.</param>
    /// <param name="mask">CV_8UC1 of the same size.</param>
    /// <param name="outcome">What the chain says of it.</param>
    public static QualityScore Of(string picture, Mat alpha, Mat mask, ChainOutcome outcome) => new(
        picture,
        IntersectionOverUnion.Of(alpha, mask),
        MeanAbsoluteError.Of(alpha, mask),
        MeanSquaredError.Of(alpha, mask),
        Metrics.OpenInterior.Of(alpha, mask),
        outcome);
}
