using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Progress;

/// <summary>
/// <see cref="BackgroundRemoved"/> and <see cref="BackgroundRemovalFailed"/> as one shape. Both come to one queue, also
/// from publishers that know nothing of message types; which one it is, is told by what is in it.
/// </summary>
public sealed record JobEvent
{
    public required string JobKey { get; init; }

    public required Guid BatchId { get; init; }

    /// <summary>Of a failure only.</summary>
    public FailureReason? Reason { get; init; }

    public string? Detail { get; init; }

    /// <summary>Of a cutout only.</summary>
    public IReadOnlyList<Rendition>? Renditions { get; init; }

    public ChainRef? Chain { get; init; }

    public CutoutQuality? Quality { get; init; }

    public IReadOnlyList<StageTiming>? Stages { get; init; }
}
