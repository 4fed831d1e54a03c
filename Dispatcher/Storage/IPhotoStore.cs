using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Storage;

/// <summary>
/// What a dispatcher does with the blob storage: it lists and uploads photos, and reads, counts and removes results.
/// Every method throws <see cref="RefusedException"/> where the store cannot be reached or does not let it in.
/// </summary>
public interface IPhotoStore
{
    /// <summary>Whether the container is there; also the check of the account at the start.</summary>
    Task<bool> HasContainerAsync(string container, CancellationToken cancellation);

    /// <summary>Makes the container where it is missing.</summary>
    Task EnsureContainerAsync(string container, CancellationToken cancellation);

    /// <summary>A page of names that begin with the prefix.</summary>
    /// <exception cref="StaleTokenException">The token is not known any more.</exception>
    Task<StoredPage> ListAsync(string container, string prefix, string? token, int limit, CancellationToken cancellation);

    /// <summary>The blob's size and version; null when there is none.</summary>
    Task<StoredPhoto?> FindAsync(BlobRef blob, CancellationToken cancellation);

    /// <summary>
    /// Uploads a file, in a stream, unless the blob holds the same content already.
    /// </summary>
    /// <returns>The version that is there then.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    Task<StoredPhoto> UploadAsync(BlobRef blob, string file, CancellationToken cancellation);

    /// <summary>Reads a result; null when it is gone.</summary>
    Task<Stream?> OpenReadAsync(BlobRef blob, CancellationToken cancellation);

    /// <summary>Removes a blob, where it is of the version given if one is.</summary>
    /// <returns>Whether it was there.</returns>
    Task<bool> DeleteAsync(BlobRef blob, string? etag, CancellationToken cancellation);
}
