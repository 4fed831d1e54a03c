namespace Pipeline.Contracts;

/// <summary>
/// The chain of networks and stages that makes a cutout, pinned: its name and the digest of everything that decides its
/// result. It is resolved once, when a job is submitted, so that a worker with other weights cannot answer for it.
/// </summary>
public sealed record ChainRef
{
    /// <summary>Catalogue name, such as <c>standard</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Lower-case hexadecimal digest of the chain's definition.</summary>
    public required string Digest { get; init; }

    public override string ToString() => $"{Name}@{Digest}";
}
