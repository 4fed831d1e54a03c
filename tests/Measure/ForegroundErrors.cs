namespace Pipeline.Measure;

/// <summary>What one estimator did, picture by picture.</summary>
internal sealed class ForegroundErrors
{
    public List<double> WithTrueAlpha { get; } = [];

    public List<double> WithEstimatedAlpha { get; } = [];

    public double Seconds { get; set; }

    public double Megapixels { get; set; }
}
