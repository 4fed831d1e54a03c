namespace Pipeline.Dispatcher.Batches;

/// <summary>How a batch ended, counted by outcome.</summary>
public sealed record BatchSummary
{
    /// <summary>Photos in the batch.</summary>
    public required int Total { get; init; }

    public required int CutOut { get; init; }

    public required int AlreadyDone { get; init; }

    /// <summary>Photos that were passed over because a file stood in their place.</summary>
    public required int Skipped { get; init; }

    public required IReadOnlyList<JobOutcome.Failed> Failures { get; init; }

    public required QualitySummary Quality { get; init; }

    public required TimeSpan Elapsed { get; init; }

    /// <summary>Photos that were not begun, or not finished, because the run was ended early.</summary>
    public int NotDone => Total - CutOut - AlreadyDone - Skipped - Failures.Count;

    /// <summary>Whether every photo of the batch has its cutout, or was to be passed over.</summary>
    public bool Complete => CutOut + AlreadyDone + Skipped == Total;
}
