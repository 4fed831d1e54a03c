namespace Pipeline.Dispatcher.Ledger;

/// <summary>
/// The jobs of a batch by their status. Kept in the transaction that changes the jobs, so they agree always.
/// </summary>
public sealed record BatchCounts
{
    public required long Pending { get; init; }

    public required long Published { get; init; }

    public required long CutOut { get; init; }

    public required long AlreadyDone { get; init; }

    public required long Skipped { get; init; }

    public required long Failed { get; init; }

    public required long Cancelled { get; init; }

    /// <summary>Jobs with their terminal record.</summary>
    public long Ended => CutOut + AlreadyDone + Skipped + Failed + Cancelled;

    /// <summary>Jobs in all.</summary>
    public long Total => Pending + Published + Ended;
}
