using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Statistics;

/// <summary>The same picture in two runs.</summary>
internal sealed record PicturePair(PictureScore A, PictureScore B)
{
    public string Name => A.Name;

    /// <returns>B − A; null when either lacks the metric.</returns>
    public double? Difference(MetricKind metric) => B.Value(metric) - A.Value(metric);
}
