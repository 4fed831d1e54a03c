using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>One row of a batch with its result.</summary>
public sealed record LedgerJob
{
    public required long Seq { get; init; }

    /// <summary>The job key, 64 hexadecimal digits; null where there never was a job.</summary>
    public string? Key { get; init; }

    public string? ETag { get; init; }

    public required BlobRefText Source { get; init; }

    public string? Sku { get; init; }

    public required JobStatus Status { get; init; }

    /// <summary>How often it was published.</summary>
    public required int Attempts { get; init; }

    public FailureReason? Reason { get; init; }

    public string? Detail { get; init; }

    public IReadOnlyList<Rendition> Renditions { get; init; } = [];

    public double? Confidence { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    public long? Milliseconds { get; init; }

    public string? Chain { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}
