namespace Pipeline.Contracts;

/// <summary>Command: cut the subject out of one photo. Sent to the queue of its chain.</summary>
public sealed record RemoveBackground
{
    /// <summary>The first 16 bytes of <see cref="JobKey"/>; also the message id.</summary>
    public required Guid JobId { get; init; }

    /// <summary>
    /// SHA-256, lower-case hexadecimal, of everything that decides the result: source, its ETag, recipe, chain,
    /// destinations and the supplied trimap's ETag. Equal keys mean equal bytes on like processors, and the same
    /// picture to the eye on others.
    /// </summary>
    public required string JobKey { get; init; }

    /// <summary>The submission that this job belongs to.</summary>
    public required Guid BatchId { get; init; }

    public required BlobRef Source { get; init; }

    /// <summary>Version of the source when the job was submitted; another version is refused.</summary>
    public required string SourceETag { get; init; }

    /// <summary>
    /// The caller's own trimap of the upright photo, which takes the place of segmentation; or null. Grey: at most 5 is
    /// background, at least 250 foreground, everything between is unknown.
    /// </summary>
    public VersionedBlob? Trimap { get; init; }

    public required CutoutRecipe Recipe { get; init; }

    /// <summary>Where the renditions go: one blob each, in the recipe's order, all in one container.</summary>
    public required IReadOnlyList<BlobRef> Destinations { get; init; }

    public required ChainRef Chain { get; init; }

    /// <summary>What to do with a different file that already stands at one of <see cref="Destinations"/>.</summary>
    public IfExists IfExists { get; init; }
}
