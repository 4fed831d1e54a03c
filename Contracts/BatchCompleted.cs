namespace Pipeline.Contracts;

/// <summary>
/// Event: every photo of the batch has its one terminal record. Published once per batch, at least once.
/// </summary>
public sealed record BatchCompleted
{
    public required Guid BatchId { get; init; }

    /// <summary>Photos in all; the sum of the counts below.</summary>
    public required long Total { get; init; }

    /// <summary>Cut out, by this batch or, for the same photo, recipe and chain, by an earlier one.</summary>
    public required long CutOut { get; init; }

    /// <summary>Passed over, because a file of another making stood where a rendition should go.</summary>
    public required long Skipped { get; init; }

    /// <summary>Without a cutout, each with its reason.</summary>
    public required long Failed { get; init; }

    /// <summary>Not begun, because the batch was cancelled.</summary>
    public required long Cancelled { get; init; }

    public required DateTimeOffset CompletedAt { get; init; }
}
