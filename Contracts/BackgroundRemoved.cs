namespace Pipeline.Contracts;

/// <summary>
/// Event: the renditions are written and durable. A duplicate of a finished job publishes the same event again; it is
/// also the content of the commit record.
/// </summary>
public sealed record BackgroundRemoved
{
    public required Guid JobId { get; init; }

    public required string JobKey { get; init; }

    public required Guid BatchId { get; init; }

    public required BlobRef Source { get; init; }

    public required string SourceETag { get; init; }

    /// <summary>The caller's trimap that it was made with, or null where the chain drew its own.</summary>
    public VersionedBlob? Trimap { get; init; }

    /// <summary>The files, in the recipe's order.</summary>
    public required IReadOnlyList<Rendition> Renditions { get; init; }

    /// <summary>The chain that made it.</summary>
    public required ChainRef Chain { get; init; }

    /// <summary>
    /// What ran the chain's networks: <c>cpu</c>, <c>cuda</c> or <c>tensorrt</c>; null for a chain without networks of
    /// others, and in events and records of before there was such a thing.
    /// </summary>
    public string? Provider { get; init; }

    /// <summary>
    /// What the matting network was given; null where none was asked, and in events and records of before there was
    /// such a thing.
    /// </summary>
    public NetworkMatting? Matting { get; init; }

    /// <summary>How sure the result is; null in events and records of before there was such a thing.</summary>
    public CutoutQuality? Quality { get; init; }

    /// <summary>Time spent in each stage, in the order of the chain.</summary>
    public required IReadOnlyList<StageTiming> Stages { get; init; }

    public required DateTimeOffset FinishedAt { get; init; }
}
