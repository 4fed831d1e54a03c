namespace Pipeline.Dispatcher.Ledger;

/// <summary>A batch as the ledger has it.</summary>
public sealed record LedgerBatch
{
    /// <summary>The ledger's own short key.</summary>
    public required long Number { get; init; }

    public required Guid Id { get; init; }

    public required BatchSettings Settings { get; init; }

    public required BatchState State { get; init; }

    /// <summary>Why it was refused; null otherwise.</summary>
    public string? Detail { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    public required ListingCheckpoint Listing { get; init; }

    /// <summary>Until then a process lists the photos; null when none does.</summary>
    public DateTimeOffset? ListedUntil { get; init; }

    public required BatchCounts Counts { get; init; }

    /// <summary>Whether nothing more will happen to it.</summary>
    public bool HasEnded => State is BatchState.Completed or BatchState.Cancelled or BatchState.Refused;
}
