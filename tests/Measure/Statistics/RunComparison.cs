using Pipeline.Measure.Runs;

namespace Pipeline.Measure.Statistics;

/// <summary>Two runs over the same truth.</summary>
internal sealed record RunComparison
{
    public required RunScores A { get; init; }

    public required RunScores B { get; init; }

    /// <summary>
    /// Pictures of both, the most changed first: by IoU, then by the whole picture's SAD, then by name.
    /// </summary>
    public required IReadOnlyList<PicturePair> Pairs { get; init; }

    public required IReadOnlyList<MetricComparison> Metrics { get; init; }

    /// <summary>Pictures that only one run has.</summary>
    public required IReadOnlyList<string> Unpaired { get; init; }

    /// <exception cref="MeasureException">
    /// No picture in common, or the same name stands for different pictures.
    /// </exception>
    public static RunComparison Of(RunScores a, RunScores b)
    {
        var others = b.Pictures.ToDictionary(picture => picture.Name, StringComparer.Ordinal);
        var pairs = a.Pictures.Where(picture => others.ContainsKey(picture.Name))
            .Select(picture => new PicturePair(picture, others[picture.Name]))
            .OrderByDescending(pair => Math.Abs(pair.Difference(MetricKinds.Iou) ?? 0))
            .ThenByDescending(pair => Math.Abs(pair.Difference(MetricKinds.Sad) ?? 0))
            .ThenBy(pair => pair.Name, StringComparer.Ordinal)
            .ToList();
        if (pairs.Count == 0)
        {
            throw new MeasureException("The runs have no picture in common.");
        }

        if (pairs.Find(pair => pair.A.Truth != pair.B.Truth) is { } other)
        {
            throw new MeasureException($"The runs were scored against different truths of {other.Name}.");
        }

        var names = pairs.Select(pair => pair.Name).ToHashSet(StringComparer.Ordinal);
        return new RunComparison
        {
            A = a,
            B = b,
            Pairs = pairs,
            Metrics =
            [
                .. MetricKinds.All.Select(metric => MetricComparison.Of(metric, pairs)).OfType<MetricComparison>(),
            ],
            Unpaired = [.. a.Pictures.Concat(b.Pictures).Select(picture => picture.Name)
                .Where(name => !names.Contains(name)).Order(StringComparer.Ordinal)],
        };
    }
}
