namespace Pipeline.Contracts;

/// <summary>
/// Event: a worker is there and has these chains. Published when it is ready and every 30 seconds from then on, so that a
/// dispatcher can pin a chain to its digest and see who is at work.
/// </summary>
public sealed record WorkerAnnounced
{
    /// <summary>Tells one worker process from all others; the same from its start to its end.</summary>
    public required string WorkerId { get; init; }

    /// <summary>What it can run, each with its digest.</summary>
    public required IReadOnlyList<ChainRef> Chains { get; init; }

    /// <summary>What the networks run on, such as <c>cpu</c> or <c>cuda</c>.</summary>
    public required string Provider { get; init; }

    public required DateTimeOffset StartedAt { get; init; }
}
