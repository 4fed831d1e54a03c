namespace Pipeline.Dispatcher.Ledger;

/// <summary>How far a source is listed. Written with the jobs of each page, in one transaction.</summary>
public sealed record ListingCheckpoint
{
    /// <summary>The store's own token of the next page; null at the start and where there is none.</summary>
    public string? Token { get; init; }

    /// <summary>
    /// The last name that is recorded: how long the store honours a token is nowhere promised, and a listing is in
    /// order.
    /// </summary>
    public string? LastName { get; init; }

    /// <summary>Rows recorded; the sequence number of the next.</summary>
    public long Rows { get; init; }
}
