namespace Pipeline.Contracts;

/// <summary>Claim check for a picture that a job needs beside the photo: which blob, and which version of it.</summary>
public sealed record VersionedBlob
{
    public required BlobRef Blob { get; init; }

    /// <summary>Version when the job was submitted; another version is refused.</summary>
    public required string ETag { get; init; }
}
