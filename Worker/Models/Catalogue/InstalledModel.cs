namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What is known of an installed model: where it came from and what was agreed to. Lies beside it.</summary>
internal sealed record InstalledModel
{
    /// <summary>Of the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>Of the ONNX file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the ONNX file.</summary>
    public required long Bytes { get; init; }

    /// <summary>Address or name of the file that it was made from.</summary>
    public required string Source { get; init; }

    /// <summary>SHA-256 of that file, lower-case hexadecimal.</summary>
    public required string SourceSha256 { get; init; }

    /// <summary>Whether that file is the one that the catalogue names; else these are somebody's own weights.</summary>
    public required bool IsPublished { get; init; }

    /// <summary>Of the weights, as the catalogue had it.</summary>
    public required string Licence { get; init; }

    /// <summary>
    /// When the operator accepted a licence that forbids commercial use; null where nothing was to accept.
    /// </summary>
    public DateTimeOffset? LicenceAcceptedAt { get; init; }

    public required DateTimeOffset InstalledAt { get; init; }
}
