using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>How a job ended, as an event told it.</summary>
public sealed record JobEnd
{
    /// <summary>SHA-256 that identifies the job, 32 bytes.</summary>
    public required byte[] Key { get; init; }

    /// <summary>
    /// The batch that the event names. A cutout of another batch serves this one too; a failure does not.
    /// </summary>
    public required Guid BatchId { get; init; }

    /// <summary>Null when the photo was cut out.</summary>
    public FailureReason? Reason { get; init; }

    public string? Detail { get; init; }

    public IReadOnlyList<Rendition> Renditions { get; init; } = [];

    /// <summary>0..1; null without a cutout.</summary>
    public double? Confidence { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Time spent on the photo, milliseconds.</summary>
    public long? Milliseconds { get; init; }

    /// <summary>The chain that made it.</summary>
    public string? Chain { get; init; }
}
