using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>How sure the cutouts of a batch are, those of earlier runs too, as their records say.</summary>
public sealed record QualitySummary
{
    /// <summary>Photos that carry any warning.</summary>
    public required int WithWarnings { get; init; }

    /// <summary>Warning → photos that carry it, the most frequent first.</summary>
    public required IReadOnlyList<(string Warning, int Photos)> Warnings { get; init; }

    /// <summary>The few that are worth a look first, the least confident at the front.</summary>
    public required IReadOnlyList<(string Photo, CutoutQuality Quality)> LeastConfident { get; init; }
}
