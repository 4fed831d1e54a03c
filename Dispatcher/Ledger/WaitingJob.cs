namespace Pipeline.Dispatcher.Ledger;

/// <summary>What it takes to make a job's message.</summary>
public sealed record WaitingJob
{
    public required long Seq { get; init; }

    public required byte[] Key { get; init; }

    public required string Container { get; init; }

    public required string Name { get; init; }

    public required string ETag { get; init; }

    /// <summary>Version of the caller's own trimap; null for none.</summary>
    public string? TrimapETag { get; init; }

    public string? Sku { get; init; }

    /// <summary>Number of the row's own recipe; null for the batch's.</summary>
    public long? Recipe { get; init; }

    /// <summary>How often it was published before.</summary>
    public int Attempts { get; init; }
}
