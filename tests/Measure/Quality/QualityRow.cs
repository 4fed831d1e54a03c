using Pipeline.Measure.Statistics;

namespace Pipeline.Measure.Quality;

/// <summary>One variant of the chain over one set, picture by picture.</summary>
/// <param name="Variant">Which.</param>
/// <param name="Scores">In the order of the set.</param>
internal sealed record QualityRow(ChainVariant Variant, IReadOnlyList<QualityScore> Scores)
{
    /// <summary>A picture whose interior is open by no more than this is as good as closed.</summary>
    public const double Closed = 0.002;

    public double Iou => Scores.Average(score => score.Iou);

    public (double Low, double High) IouInterval => Bootstrap.MeanInterval([.. Scores.Select(score => score.Iou)]);

    public double Mae => Scores.Average(score => score.Mae);

    public double Mse => Scores.Average(score => score.Mse);

    /// <summary>Of the pictures whose mask has an interior; null when none has.</summary>
    public double? OpenInterior => Interiors().Average();

    /// <summary>Share of the pictures with an interior that is open by at most <see cref="Closed"/>.</summary>
    public double? ClosedShare => Interiors().Average(open => open <= Closed ? 1.0 : 0);

    /// <summary>Spearman's correlation of confidence and IoU, of the pictures that did not fail.</summary>
    public double? Correlation
    {
        get
        {
            var known = Scores.Where(score => score.Outcome.Confidence is not null).ToList();
            return Ranks.Spearman(
                [.. known.Select(score => score.Outcome.Confidence!.Value)], [.. known.Select(score => score.Iou)]);
        }
    }

    public IReadOnlyList<QualityScore> Failed => [.. Scores.Where(score => score.Outcome.Failure is not null)];

    /// <summary>IoU of this variant less that of another over the same pictures, paired.</summary>
    public (double Mean, double Low, double High) IouAgainst(QualityRow other)
    {
        var differences = Scores.Zip(other.Scores, (own, their) => own.Iou - their.Iou).ToList();
        var (low, high) = Bootstrap.MeanInterval(differences);
        return (differences.Average(), low, high);
    }

    private IEnumerable<double?> Interiors() =>
        Scores.Where(score => score.OpenInterior is not null).Select(score => score.OpenInterior);
}
