namespace Pipeline.Contracts;

/// <summary>One written file.</summary>
public sealed record Rendition
{
    /// <summary>Its name in the recipe.</summary>
    public required string Name { get; init; }

    public required BlobRef Blob { get; init; }

    /// <summary>Media type, such as <c>image/png</c>.</summary>
    public required string ContentType { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Width in pixels, upright.</summary>
    public required int Width { get; init; }

    /// <summary>Height in pixels, upright.</summary>
    public required int Height { get; init; }

    /// <summary>
    /// Where the rendition is called after a marketplace: what its rules said of the file when it was made; else null.
    /// </summary>
    public MarketplaceVerdict? Verdict { get; init; }
}
