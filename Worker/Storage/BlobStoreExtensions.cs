using System.Security.Cryptography;
using Pipeline.Contracts;

namespace Pipeline.Worker.Storage;

internal static class BlobStoreExtensions
{
    /// <summary>Whether a blob stands there with exactly this content. By hash, since a size says little.</summary>
    public static async Task<bool> HoldsAsync(
        this IBlobStore store, BlobRef blob, long length, string sha256, CancellationToken cancellation) =>
        await store.FindLengthAsync(blob, cancellation) == length
        && await store.ReadAsync(blob, length, cancellation) is { } content
        && Convert.ToHexStringLower(SHA256.HashData(content.Bytes)) == sha256;
}
