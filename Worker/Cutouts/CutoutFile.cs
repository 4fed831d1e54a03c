using System.Security.Cryptography;
using Pipeline.Contracts;

namespace Pipeline.Worker.Cutouts;

/// <summary>A finished cutout, encoded and not yet written.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="ContentType">Its media type.</param>
/// <param name="Width">Width in pixels, upright.</param>
/// <param name="Height">Height in pixels, upright.</param>
/// <param name="Quality">How sure it is.</param>
internal sealed record CutoutFile(byte[] Bytes, string ContentType, int Width, int Height, CutoutQuality Quality)
{
    /// <summary>SHA-256 of the file, lower-case hexadecimal.</summary>
    public string Sha256 { get; } = Convert.ToHexStringLower(SHA256.HashData(Bytes));

    /// <summary>How the file is spoken of once it lies at <paramref name="blob"/>.</summary>
    public Rendition At(BlobRef blob) => new()
    {
        Blob = blob,
        ContentType = ContentType,
        Bytes = Bytes.LongLength,
        Sha256 = Sha256,
        Width = Width,
        Height = Height,
    };
}
