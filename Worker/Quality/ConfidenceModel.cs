namespace Pipeline.Worker.Quality;

/// <summary>
/// The overlap with the right cutout that is to be expected, 0..1: the logistic function of a weighted sum of what is
/// known about the result.
/// </summary>
internal static class ConfidenceModel
{
    /// <summary>Log-odds of a result with nothing against it.</summary>
    private const double Intercept = 4.0;

    private static readonly ConfidenceTerm[] Terms =
    [
        new("entropy of the mask, bits", -6.0, f => f.MaskEntropy),
        new("band share", -4.0, f => f.BandShare),
        new("disagreement", -4.0, f => f.Disagreement),
        new("edges touched", -0.3, f => f.EdgesTouched),
    ];

    public static double Of(QualityFeatures features)
    {
        var logOdds = Intercept + Terms.Sum(term => term.Weight * (term.Value(features) ?? 0));
        return 1 / (1 + Math.Exp(-logOdds));
    }
}
