using OpenCvSharp;
using Pipeline.Measure.Metrics;

namespace Pipeline.Measure.Runs;

/// <summary>Takes every figure of <see cref="MetricKinds"/> that a result and its truth allow.</summary>
internal static class PictureScorer
{
    /// <returns>By <see cref="MetricKind.Id"/>, rounded to six decimals.</returns>
    public static Dictionary<string, double> Score(ResultPicture result, TruePicture truth)
    {
        var values = new Dictionary<string, double>();
        var boundary = BoundaryError.Of(result.Alpha, truth.Alpha);
        Add(values, MetricKinds.Iou, IntersectionOverUnion.Of(result.Alpha, truth.Alpha));
        if (truth.Trimap is { } trimap)
        {
            using var unknown = TrueTrimap.UnknownRegion(trimap);
            AddAlpha(values, result.Alpha, truth.Alpha, unknown);
            AddColour(values, result, truth, unknown);
        }

        Add(values, MetricKinds.Boundary, boundary);
        Add(values, MetricKinds.BoundaryShare, 1000 * boundary / BoundaryError.Diagonal(truth.Alpha.Size()));
        return values;
    }

    private static void AddAlpha(Dictionary<string, double> values, Mat estimate, Mat truth, Mat unknown)
    {
        using var gradient = GradientError.Map(estimate, truth);
        using var connectivity = ConnectivityError.Map(estimate, truth);
        Add(values, MetricKinds.UnknownSad, SumOfAbsoluteDifferences.Of(estimate, truth, unknown));
        Add(values, MetricKinds.UnknownMse, MeanSquaredError.Of(estimate, truth, unknown));
        Add(values, MetricKinds.UnknownGrad, ErrorMap.Thousands(gradient, unknown));
        Add(values, MetricKinds.UnknownConn, ErrorMap.Thousands(connectivity, unknown));
        Add(values, MetricKinds.Sad, SumOfAbsoluteDifferences.Of(estimate, truth));
        Add(values, MetricKinds.Mse, MeanSquaredError.Of(estimate, truth));
        Add(values, MetricKinds.Grad, ErrorMap.Thousands(gradient, null));
        Add(values, MetricKinds.Conn, ErrorMap.Thousands(connectivity, null));
    }

    private static void AddColour(
        Dictionary<string, double> values, ResultPicture result, TruePicture truth, Mat unknown)
    {
        if (result.Cutout is not { } cutout || truth.Colours is not { } colours)
        {
            return;
        }

        if (ForegroundColourError.Of(cutout, truth.Alpha, colours) is { } error)
        {
            Add(values, MetricKinds.Colour, error);
        }

        Add(values, MetricKinds.Composition, CompositionError.Of(cutout, truth.Alpha, colours, unknown));
    }

    private static void Add(Dictionary<string, double> values, MetricKind metric, double value) =>
        values.Add(metric.Id, Math.Round(value, 6));
}
