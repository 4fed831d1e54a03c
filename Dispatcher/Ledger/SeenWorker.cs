using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>A worker that has announced itself.</summary>
public sealed record SeenWorker
{
    public required string WorkerId { get; init; }

    public required string Provider { get; init; }

    public required IReadOnlyList<ChainRef> Chains { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset SeenAt { get; init; }
}
