using Pipeline.Contracts;

namespace Pipeline.Worker.Storage;

/// <summary>Where the worker reads photos and writes results. Safe for concurrent use.</summary>
internal interface IBlobStore
{
    /// <summary>Reads a whole blob.</summary>
    /// <param name="blob">Which.</param>
    /// <param name="maxBytes">Blobs beyond this size are not read.</param>
    /// <param name="cancellation">Stops the read.</param>
    /// <returns>Content and version, or null when there is no such blob.</returns>
    /// <exception cref="BlobTooLargeException">More than <paramref name="maxBytes"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The store refuses it.</exception>
    /// <exception cref="IOException">The store did not answer; worth another try.</exception>
    Task<BlobContent?> ReadAsync(BlobRef blob, long maxBytes, CancellationToken cancellation);

    /// <inheritdoc cref="ReadAsync(BlobRef, long, CancellationToken)"/>
    /// <exception cref="BlobChangedException">There is another version.</exception>
    async Task<BlobContent?> ReadAsync(VersionedBlob blob, long maxBytes, CancellationToken cancellation)
    {
        var content = await ReadAsync(blob.Blob, maxBytes, cancellation);
        return content is null || content.ETag == blob.ETag ? content : throw new BlobChangedException();
    }

    /// <summary>Size of a blob in bytes, or null when there is none.</summary>
    Task<long?> FindLengthAsync(BlobRef blob, CancellationToken cancellation);

    /// <summary>
    /// Writes a whole blob: afterwards either all of it is durable under its name or nothing is.
    /// </summary>
    /// <returns>False when something stands there and <paramref name="replace"/> is false, or it cannot be replaced,
    /// such as a folder; it is left as it is.</returns>
    /// <exception cref="UnauthorizedAccessException">The store refuses it.</exception>
    /// <exception cref="StoreUnusableException">The store can keep no file at all.</exception>
    /// <exception cref="IOException">The store did not answer; worth another try.</exception>
    Task<bool> WriteAsync(BlobRef blob, byte[] content, string contentType, bool replace, CancellationToken cancellation);

    /// <summary>Writes a blob with labels, where the store keeps such; a folder does not.</summary>
    /// <inheritdoc cref="WriteAsync(BlobRef, byte[], string, bool, CancellationToken)"/>
    Task<bool> WriteAsync(
        BlobRef blob, byte[] content, BlobLabels labels, bool replace, CancellationToken cancellation) =>
        WriteAsync(blob, content, labels.ContentType, replace, cancellation);

    /// <summary>Deletes a blob if there is one.</summary>
    Task DeleteAsync(BlobRef blob, CancellationToken cancellation);
}
