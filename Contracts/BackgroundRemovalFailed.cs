namespace Pipeline.Contracts;

/// <summary>Event: this photo will not become a cutout. A result, not an error of the system.</summary>
public sealed record BackgroundRemovalFailed
{
    public required Guid JobId { get; init; }

    public required string JobKey { get; init; }

    public required Guid BatchId { get; init; }

    public required BlobRef Source { get; init; }

    public required FailureReason Reason { get; init; }

    /// <summary>One sentence for a person; holds no path of a machine and no secret.</summary>
    public required string Detail { get; init; }

    public required DateTimeOffset FailedAt { get; init; }
}
