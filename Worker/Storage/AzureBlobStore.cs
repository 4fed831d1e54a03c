using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Pipeline.Contracts;

namespace Pipeline.Worker.Storage;

/// <summary>
/// Azure Blob Storage. Conditions are decided by the service, so that workers on many machines agree on who was first.
/// A blob is uploaded in one request and so stands whole or not at all.
/// </summary>
internal sealed class AzureBlobStore(BlobServiceClient service) : IBlobStore
{
    private const int NotFound = 404;
    private const int Conflict = 409;
    private const int ConditionNotMet = 412;

    public Task<BlobContent?> ReadAsync(BlobRef blob, long maxBytes, CancellationToken cancellation) =>
        ReadAsync(blob, new BlobRequestConditions(), maxBytes, cancellation);

    public async Task<BlobContent?> ReadAsync(VersionedBlob blob, long maxBytes, CancellationToken cancellation)
    {
        try
        {
            return await ReadAsync(
                blob.Blob, new BlobRequestConditions { IfMatch = new ETag(blob.ETag) }, maxBytes, cancellation);
        }
        catch (IOException e) when (e.InnerException is RequestFailedException { Status: ConditionNotMet })
        {
            // Nothing at all has no version either.
            return await FindLengthAsync(blob.Blob, cancellation) is null ? null : throw new BlobChangedException();
        }
    }

    public Task<long?> FindLengthAsync(BlobRef blob, CancellationToken cancellation) => TryAsync(
        async () =>
        {
            var properties = await ClientOf(blob).GetPropertiesAsync(cancellationToken: cancellation);
            return (long?)properties.Value.ContentLength;
        },
        cancellation);

    public Task<bool> WriteAsync(
        BlobRef blob, byte[] content, string contentType, bool replace, CancellationToken cancellation) =>
        WriteAsync(blob, content, new BlobLabels(contentType, new Dictionary<string, string>()), replace, cancellation);

    public async Task<bool> WriteAsync(
        BlobRef blob, byte[] content, BlobLabels labels, bool replace, CancellationToken cancellation)
    {
        if (await TryWriteAsync(blob, content, labels, replace, cancellation) is { } written)
        {
            return written;
        }

        // The first result of a new deployment, perhaps.
        await TryAsync<object>(
            async () => await service.GetBlobContainerClient(blob.Container)
                .CreateIfNotExistsAsync(cancellationToken: cancellation),
            cancellation);
        return await TryWriteAsync(blob, content, labels, replace, cancellation)
            ?? throw new IOException($"The store cannot keep the container '{blob.Container}'.");
    }

    public Task DeleteAsync(BlobRef blob, CancellationToken cancellation) => TryAsync<object>(
        async () => await ClientOf(blob).DeleteIfExistsAsync(
            DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellation),
        cancellation);

    private Task<BlobContent?> ReadAsync(
        BlobRef blob, BlobRequestConditions conditions, long maxBytes, CancellationToken cancellation) => TryAsync(
            async () =>
            {
                var options = new BlobDownloadOptions { Conditions = conditions };
                using var download = (await ClientOf(blob).DownloadStreamingAsync(options, cancellation)).Value;
                var length = download.Details.ContentLength;
                if (length > maxBytes)
                {
                    throw new BlobTooLargeException(length, maxBytes);
                }

                var bytes = new byte[length];
                await download.Content.ReadExactlyAsync(bytes, cancellation);
                return new BlobContent(bytes, download.Details.ETag.ToString().Trim('"'));
            },
            cancellation);

    /// <returns>Whether it was written, or null where there is no such container.</returns>
    private async Task<bool?> TryWriteAsync(
        BlobRef blob, byte[] content, BlobLabels labels, bool replace, CancellationToken cancellation)
    {
        var options = new BlobUploadOptions
        {
            HttpHeaders = new BlobHttpHeaders { ContentType = labels.ContentType },
            Metadata = labels.Metadata.ToDictionary(),
            Conditions = replace ? null : new BlobRequestConditions { IfNoneMatch = ETag.All },
            // The client sends in one request what is smaller than this, and in blocks whatever is not.
            TransferOptions = new() { InitialTransferSize = content.Length + 1L },
        };
        try
        {
            return await TryAsync(
                async () =>
                {
                    await ClientOf(blob).UploadAsync(BinaryData.FromBytes(content), options, cancellation);
                    return (bool?)true;
                },
                cancellation);
        }
        catch (IOException e) when (!replace && IsTaken(e.InnerException))
        {
            return false;
        }
    }

    private static bool IsTaken(Exception? cause) => cause is RequestFailedException { Status: ConditionNotMet }
        or RequestFailedException { Status: Conflict, ErrorCode: nameof(BlobErrorCode.BlobAlreadyExists) };

    private BlobClient ClientOf(BlobRef blob) =>
        service.GetBlobContainerClient(blob.Container).GetBlobClient(blob.Name);

    /// <returns>The default where there is nothing of that name.</returns>
    private static async Task<T?> TryAsync<T>(Func<Task<T?>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask();
        }
        catch (RequestFailedException e) when (e.Status == NotFound)
        {
            return default;
        }
        catch (Exception e) when (AzureErrors.IsOfStore(e, cancellation))
        {
            throw AzureErrors.Translate(e);
        }
    }
}
