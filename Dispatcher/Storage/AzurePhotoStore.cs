using System.Security.Cryptography;
using Azure;
using Azure.Core;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Storage;

/// <summary>Azure Blob storage, or what speaks its language.</summary>
internal sealed class AzurePhotoStore(IOptions<BlobAccountOptions> options, TimeProvider time) : IPhotoStore
{
    /// <summary>Metadata of an upload: what it holds, so that it need not be sent again.</summary>
    private const string ContentHash = "pipeline_sha256";

    /// <summary>Metadata that workers put on renditions: the job's key.</summary>
    private const string WriterOf = "pipeline_job";

    private readonly BlobAccountOptions _options = options.Value;
    private readonly Lazy<BlobServiceClient> _account = new(() => Connect(options.Value));

    private string Account => _account.Value.AccountName;

    public Task<bool> HasContainerAsync(string container, CancellationToken cancellation) => AskAsync(
        async token => (await _account.Value.GetBlobContainerClient(container).ExistsAsync(token)).Value,
        cancellation, TimeSpan.FromSeconds(_options.StartSeconds));

    public Task EnsureContainerAsync(string container, CancellationToken cancellation) => AskAsync(
        async token =>
        {
            var client = _account.Value.GetBlobContainerClient(container);
            return (await client.ExistsAsync(token)).Value || await client.CreateIfNotExistsAsync(cancellationToken: token) is not null;
        },
        cancellation, TimeSpan.FromSeconds(_options.StartSeconds));

    public Task<StoredPage> ListAsync(
        string container, string prefix, string? token, int limit, CancellationToken cancellation) => AskAsync(
            async cancelled =>
            {
                var listing = _account.Value.GetBlobContainerClient(container)
                    .GetBlobsAsync(new GetBlobsOptions { Prefix = prefix.Length == 0 ? null : prefix }, cancelled)
                    .AsPages(token, limit);
                try
                {
                    await foreach (var page in listing.WithCancellation(cancelled))
                    {
                        return new StoredPage(
                            [.. page.Values.Select(ToPhoto)],
                            string.IsNullOrEmpty(page.ContinuationToken) ? null : page.ContinuationToken);
                    }
                }
                catch (RequestFailedException e) when (e.Status == 400 && token is not null)
                {
                    throw new StaleTokenException(e);
                }

                return new StoredPage([], null);
            },
            cancellation);

    public Task<StoredPhoto?> FindAsync(BlobRef blob, CancellationToken cancellation) => AskAsync(
        token => FindAsync(Client(blob), blob.Name, token), cancellation);

    public Task<StoredPhoto> UploadAsync(BlobRef blob, string file, CancellationToken cancellation) => AskAsync(
        async token =>
        {
            await using var content = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, true);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, token));
            var client = Client(blob);
            if (await FindSameAsync(client, hash, content.Length, token) is { } version)
            {
                return new StoredPhoto(blob.Name, version, content.Length);
            }

            content.Position = 0;
            var upload = new BlobUploadOptions
            {
                HttpHeaders = new BlobHttpHeaders { ContentType = MediaTypes.Of(file) },
                Metadata = new Dictionary<string, string> { [ContentHash] = hash },
            };
            var done = await client.UploadAsync(content, upload, token);
            return new StoredPhoto(blob.Name, ToText(done.Value.ETag), content.Length);
        },
        cancellation);

    public Task<Stream?> OpenReadAsync(BlobRef blob, CancellationToken cancellation) => AskAsync(
        async token =>
        {
            try
            {
                return (Stream?)(await Client(blob).DownloadStreamingAsync(cancellationToken: token)).Value.Content;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                return null;
            }
        },
        cancellation);

    public Task<bool> DeleteAsync(BlobRef blob, string? etag, CancellationToken cancellation) => AskAsync(
        async token =>
        {
            var conditions = etag is null ? null : new BlobRequestConditions { IfMatch = new ETag($"\"{etag}\"") };
            try
            {
                return (await Client(blob).DeleteIfExistsAsync(conditions: conditions, cancellationToken: token)).Value;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                return false;
            }
        },
        cancellation);

    private static BlobServiceClient Connect(BlobAccountOptions options)
    {
        var client = new BlobClientOptions
        {
            Retry =
            {
                Mode = RetryMode.Exponential,
                MaxRetries = options.Retries,
                Delay = TimeSpan.FromMilliseconds(400),
                MaxDelay = TimeSpan.FromSeconds(10),
                NetworkTimeout = TimeSpan.FromSeconds(options.NetworkSeconds),
            },
        };
        try
        {
            return options switch
            {
                { ConnectionString: var text } when !string.IsNullOrWhiteSpace(text) => new BlobServiceClient(text, client),
                { ServiceUri: { } uri, SasToken: { } sas } => new BlobServiceClient(
                    uri, new AzureSasCredential(sas.TrimStart('?')), client),
                { ServiceUri: { } uri } => new BlobServiceClient(
                    uri,
                    new ManagedIdentityCredential(options.ManagedIdentityClientId is { } id
                        ? ManagedIdentityId.FromUserAssignedClientId(id)
                        : ManagedIdentityId.SystemAssigned),
                    client),
                _ => throw new RefusedException(ExitCodes.Configuration, $"{BlobAccountOptions.Section} names no storage account."),
            };
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new RefusedException(
                ExitCodes.Configuration, $"{BlobAccountOptions.Section} cannot be understood: {e.Message.TrimEnd('.')}.", e);
        }
    }

    private static StoredPhoto ToPhoto(BlobItem item) => new(
        item.Name,
        ToText(item.Properties.ETag ?? default),
        item.Properties.ContentLength ?? 0,
        MediaType: item.Properties.ContentType);

    private static string ToText(ETag etag) => etag.ToString().Trim('"');

    private static async Task<StoredPhoto?> FindAsync(BlobClient client, string name, CancellationToken cancellation)
    {
        try
        {
            var found = (await client.GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return new StoredPhoto(
                name, ToText(found.ETag), found.ContentLength, found.Metadata.TryGetValue(WriterOf, out var key) ? key : null);
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private static async Task<string?> FindSameAsync(
        BlobClient client, string hash, long length, CancellationToken cancellation)
    {
        try
        {
            var found = (await client.GetPropertiesAsync(cancellationToken: cancellation)).Value;
            return found.ContentLength == length && found.Metadata.TryGetValue(ContentHash, out var held) && held == hash
                ? ToText(found.ETag)
                : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    private BlobClient Client(BlobRef blob) => _account.Value.GetBlobContainerClient(blob.Container).GetBlobClient(blob.Name);

    private async Task<T> AskAsync<T>(
        Func<CancellationToken, Task<T>> ask, CancellationToken cancellation, TimeSpan? most = null)
    {
        using var deadline = new CancellationTokenSource(most ?? Timeout.InfiniteTimeSpan, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, deadline.Token);
        try
        {
            return await ask(either.Token);
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            throw new RefusedException(
                ExitCodes.Unavailable, $"The storage account {Account} cannot be reached: it does not answer.", e);
        }
        catch (Exception e) when (StorageTrouble.ToRefusal(e, Account) is { } refusal)
        {
            throw refusal;
        }
    }
}
