using Pipeline.Contracts;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Tests.Intake;

/// <summary>A store that lists what it was given, in one page, and remembers what is uploaded.</summary>
internal sealed class ListedStore(params StoredPhoto[] blobs) : IPhotoStore
{
    public Dictionary<string, string> Uploads { get; } = [];

    public Task<bool> HasContainerAsync(string container, CancellationToken cancellation) => Task.FromResult(true);

    public Task EnsureContainerAsync(string container, CancellationToken cancellation) => Task.CompletedTask;

    public Task<StoredPage> ListAsync(
        string container, string prefix, string? token, int limit, CancellationToken cancellation) =>
        Task.FromResult(new StoredPage(blobs, null));

    public Task<StoredPhoto?> FindAsync(BlobRef blob, CancellationToken cancellation) => throw new NotSupportedException();

    public async Task<StoredPhoto> UploadAsync(BlobRef blob, string file, CancellationToken cancellation)
    {
        var content = await File.ReadAllTextAsync(file, cancellation);
        lock (Uploads)
        {
            Uploads.Add(blob.Name, content);
        }

        return new StoredPhoto(blob.Name, "1", content.Length);
    }

    public Task<Stream?> OpenReadAsync(BlobRef blob, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<bool> DeleteAsync(BlobRef blob, string? etag, CancellationToken cancellation) =>
        throw new NotSupportedException();
}
