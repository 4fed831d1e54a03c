namespace Pipeline.Measure.Statistics;

/// <summary>
/// What confidence is worth: if only the most confident results are kept, how wrong are those? Error is 1 − IoU, and a
/// result below <see cref="Bad"/> is bad (risk–coverage curves: Geifman and El-Yaniv, NeurIPS 2017).
/// </summary>
internal sealed class RiskCoverage
{
    /// <summary>A result whose IoU is below this is bad.</summary>
    public const double Bad = 0.9;

    private readonly double[] _errors;

    /// <param name="results">Confidence and IoU of each, at least one.</param>
    public RiskCoverage(IEnumerable<(double Confidence, double Iou)> results)
    {
        // Among equally confident results the worse come first in the keeping: no curve is better than its ties allow.
        var ordered = results.OrderByDescending(result => result.Confidence).ThenBy(result => result.Iou).ToList();
        _errors = [.. ordered.Select(result => 1 - result.Iou)];
        Correlation = Ranks.Spearman([.. ordered.Select(r => r.Confidence)], [.. ordered.Select(r => r.Iou)]);
        Calibration = ordered.Average(result => Math.Abs(result.Confidence - result.Iou));
        Area = MeanOfPrefixes(_errors);
        BestArea = MeanOfPrefixes([.. _errors.Order()]);
    }

    public int Count => _errors.Length;

    /// <summary>Spearman's ρ of confidence and IoU; null when either never varies.</summary>
    public double? Correlation { get; }

    /// <summary>Mean of |confidence − IoU|.</summary>
    public double Calibration { get; }

    /// <summary>Area under the curve of the mean error over coverage. Less is better.</summary>
    public double Area { get; }

    /// <summary>The same if confidence ordered the results as their IoU does: nothing is below.</summary>
    public double BestArea { get; }

    /// <summary>The same if confidence said nothing: the mean error at every coverage.</summary>
    public double BlindArea => _errors.Average();

    /// <summary>One point per result kept, from one to all.</summary>
    public IEnumerable<(double Coverage, double Error, double BadShare)> Curve() =>
        Enumerable.Range(1, Count).Select(kept => (kept / (double)Count, ErrorOf(kept), BadShareOf(kept)));

    /// <summary>The lowest curve of the mean error that any order of these results has.</summary>
    public IEnumerable<(double Coverage, double Error)> BestCurve()
    {
        var best = _errors.Order().ToList();
        return Enumerable.Range(1, Count).Select(kept => (kept / (double)Count, best.Take(kept).Average()));
    }

    /// <param name="coverage">Share that is kept, above 0 up to 1; at least one result is.</param>
    public (int Kept, double Error, double BadShare) At(double coverage)
    {
        // Less a hair, so that 0.7 · 10 is 7.
        var kept = Math.Clamp((int)Math.Ceiling(coverage * Count - 1e-9), 1, Count);
        return (kept, ErrorOf(kept), BadShareOf(kept));
    }

    private double ErrorOf(int kept) => _errors.Take(kept).Average();

    private double BadShareOf(int kept) => _errors.Take(kept).Count(error => error > 1 - Bad) / (double)kept;

    private static double MeanOfPrefixes(double[] errors)
    {
        double sum = 0, area = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            sum += errors[i];
            area += sum / (i + 1) / errors.Length;
        }

        return area;
    }
}
