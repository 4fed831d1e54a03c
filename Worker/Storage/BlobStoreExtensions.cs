using System.Security.Cryptography;
using System.Text.Json;
using Pipeline.Contracts;

namespace Pipeline.Worker.Storage;

internal static class BlobStoreExtensions
{
    /// <summary>Null where the type has none is damage too.</summary>
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
    };

    /// <summary>
    /// Whether a file stands there with exactly the content described. By hash, since a size says little.
    /// </summary>
    public static async Task<bool> HoldsAsync(
        this IBlobStore store, Rendition rendition, CancellationToken cancellation) =>
        await store.FindLengthAsync(rendition.Blob, cancellation) == rendition.Bytes
        && await store.ReadAsync(rendition.Blob, rendition.Bytes, cancellation) is { } content
        && Convert.ToHexStringLower(SHA256.HashData(content.Bytes)) == rendition.Sha256;

    /// <inheritdoc cref="HoldsAsync"/>
    public static async Task<bool> HoldsAllAsync(
        this IBlobStore store, IEnumerable<Rendition> renditions, CancellationToken cancellation)
    {
        foreach (var rendition in renditions)
        {
            if (!await store.HoldsAsync(rendition, cancellation))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a small JSON file of our own; one that someone damaged is there and has no content.</summary>
    public static async Task<(bool Exists, T? Content)> ReadJsonAsync<T>(
        this IBlobStore store, BlobRef blob, long maxBytes, CancellationToken cancellation)
        where T : class
    {
        try
        {
            return await store.ReadAsync(blob, maxBytes, cancellation) is { } file
                ? (true, JsonSerializer.Deserialize<T>(file.Bytes, Strict))
                : (false, null);
        }
        catch (UnauthorizedAccessException e) when (DiskTrouble.Of(e) is { } trouble)
        {
            // Our own files: what may not be read here may not be written either.
            throw new StoreUnusableException(blob.ToString(), trouble, e);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or BlobTooLargeException)
        {
            return (true, null);
        }
    }
}
