namespace Pipeline.Contracts;

/// <summary>Claim check for a caller's own trimap: which blob, and which version of it.</summary>
public sealed record TrimapRef
{
    public required BlobRef Blob { get; init; }

    /// <summary>Version of the trimap when the job was submitted; another version is refused.</summary>
    public required string ETag { get; init; }
}
