using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>A listed photo on its way into the ledger.</summary>
public sealed record NewJob
{
    /// <summary>Its place in the listing, from 0.</summary>
    public required long Seq { get; init; }

    /// <summary>Container of the photo.</summary>
    public required string Container { get; init; }

    /// <summary>Name of the photo, also where no job can be made of it.</summary>
    public required string Name { get; init; }

    /// <summary>Version of the photo; null where there is trouble.</summary>
    public string? ETag { get; init; }

    /// <summary>Version of the caller's own trimap; null for none.</summary>
    public string? TrimapETag { get; init; }

    /// <summary>Taken for <c>{sku}</c> in names; null for the usual.</summary>
    public string? Sku { get; init; }

    /// <summary>A recipe of the manifest in place of the batch's.</summary>
    public CutoutRecipe? Recipe { get; init; }

    /// <summary>SHA-256 that identifies the job, 32 bytes; null where there is trouble.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Names of the files that are to be written.</summary>
    public IReadOnlyList<string> Outputs { get; init; } = [];

    /// <summary>Why no job can be made of it; it is recorded as failed.</summary>
    public FailureReason? Trouble { get; init; }

    /// <summary>The same as a sentence.</summary>
    public string? Detail { get; init; }
}
