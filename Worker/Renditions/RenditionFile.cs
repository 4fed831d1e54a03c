using System.Security.Cryptography;
using Pipeline.Contracts;

namespace Pipeline.Worker.Renditions;

/// <summary>A finished rendition, encoded and not yet written.</summary>
/// <param name="Name">Its name in the recipe.</param>
/// <param name="Bytes">The file.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
internal sealed record RenditionFile(string Name, byte[] Bytes, string ContentType, int Width, int Height)
{
    /// <summary>Of a rendition that is called after a marketplace.</summary>
    public MarketplaceVerdict? Verdict { get; init; }

    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>How the file is spoken of once it lies at <paramref name="blob"/>.</summary>
    public Rendition At(BlobRef blob) => new()
    {
        Name = Name,
        Blob = blob,
        ContentType = ContentType,
        Bytes = Bytes.LongLength,
        Sha256 = Sha256,
        Width = Width,
        Height = Height,
        Verdict = Verdict,
    };
}
