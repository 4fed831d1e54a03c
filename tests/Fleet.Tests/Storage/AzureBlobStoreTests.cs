using System.ComponentModel.DataAnnotations;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Pipeline.Contracts;
using Pipeline.Services;
using Pipeline.Worker.Storage;

namespace Pipeline.Fleet.Tests.Storage;

/// <summary>
/// What Azure has and folders do not: versions of the service, labels, credentials, a network in between.
/// </summary>
public sealed class AzureBlobStoreTests
{
    private readonly string _container = AzuriteServer.NewContainerName("azure");

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private BlobRef Blob => new() { Container = _container, Name = "shoes/1.png" };

    [Fact]
    public async Task The_version_is_the_services_without_quotes_and_the_labels_stand_beside_the_bytes()
    {
        var server = await AzuriteServer.SharedAsync();
        var store = Store(new AzureStorageOptions { ConnectionString = server.ConnectionString });
        var labels = new BlobLabels("image/png", new Dictionary<string, string> { ["pipeline_job"] = "abc" });

        await store.WriteAsync(Blob, [1], labels, replace: false, None);

        var client = new BlobServiceClient(server.ConnectionString)
            .GetBlobContainerClient(_container).GetBlobClient(Blob.Name);
        var properties = (await client.GetPropertiesAsync(cancellationToken: None)).Value;
        Assert.Equal("image/png", properties.ContentType);
        Assert.Equal("abc", properties.Metadata["pipeline_job"]);
        var etag = (await store.ReadAsync(Blob, 9, None))!.ETag;
        Assert.Equal(properties.ETag.ToString().Trim('"'), etag);
        Assert.DoesNotContain('"', etag);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(5_000_000)]
    public async Task A_blob_takes_one_request_to_write_and_one_to_read(int length)
    {
        var server = await AzuriteServer.SharedAsync();
        var store = Store(new AzureStorageOptions { ConnectionString = server.ConnectionString });
        await store.WriteAsync(Blob, [1], "image/png", replace: false, None);
        using var requests = new StorageRequests(_container);

        await store.WriteAsync(Blob, new byte[length], "image/png", replace: true, None);
        Assert.Equal(["PUT"], requests.Take());

        var read = await store.ReadAsync(Blob, length, None);
        Assert.Equal(["GET"], requests.Take());
        Assert.Equal(length, read!.Bytes.Length);
    }

    [Fact]
    public async Task A_signature_opens_the_account_and_one_that_only_reads_does_not_let_write()
    {
        var server = await AzuriteServer.SharedAsync();
        var all = Store(Signed(server, AccountSasPermissions.All));
        await all.WriteAsync(Blob, [1], "image/png", replace: false, None);

        var reader = Store(Signed(server, AccountSasPermissions.Read));

        Assert.Equal([1], (await reader.ReadAsync(Blob, 9, None))!.Bytes);
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            reader.WriteAsync(Blob, [2], "image/png", replace: true, None));
    }

    [Fact]
    public async Task A_credential_that_is_not_accepted_is_a_fault_of_the_deployment_and_no_missing_blob()
    {
        var server = await AzuriteServer.SharedAsync();
        var wrong = server.ConnectionString.Replace(
            AzuriteServer.Key, Convert.ToBase64String(new byte[64]), StringComparison.Ordinal);

        await Assert.ThrowsAsync<StoreCredentialException>(() =>
            Store(new AzureStorageOptions { ConnectionString = wrong }).ReadAsync(Blob, 9, None));
    }

    [Fact]
    public async Task A_store_that_is_away_is_worth_another_try()
    {
        const string Account = AzuriteServer.Account;
        var endpoint = $"http://127.0.0.1:{FreePorts.Take()}/{Account}";
        var store = Store(new AzureStorageOptions
        {
            ConnectionString = $"AccountName={Account};AccountKey={AzuriteServer.Key};BlobEndpoint={endpoint};",
            Retries = 1,
            RetryDelaySeconds = 0.01,
        });

        await Assert.ThrowsAsync<IOException>(() => store.ReadAsync(Blob, 9, None));
        await Assert.ThrowsAsync<IOException>(() => store.WriteAsync(Blob, [1], "image/png", replace: false, None));
    }

    [Fact]
    public async Task A_container_that_azure_cannot_have_is_refused()
    {
        var server = await AzuriteServer.SharedAsync();
        var store = Store(new AzureStorageOptions { ConnectionString = server.ConnectionString });

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            store.WriteAsync(Blob with { Container = "Not_A_Name" }, [1], "image/png", replace: false, None));
    }

    [Theory]
    [InlineData(AzureCredential.ConnectionString, null, "ConnectionString is missing")]
    [InlineData(AzureCredential.ManagedIdentity, null, "ServiceUri is missing")]
    [InlineData(AzureCredential.SharedAccessSignature, "https://account.example/", "no shared access signature")]
    public void A_credential_without_what_it_needs_is_said(AzureCredential credential, string? url, string said)
    {
        var address = url is null ? null : new Uri(url);
        var options = new AzureStorageOptions { Credential = credential, ServiceUri = address };

        var wrong = options.Validate(new ValidationContext(options)).ToList();

        Assert.Contains(said, Assert.Single(wrong).ErrorMessage, StringComparison.Ordinal);
    }

    private static AzureBlobStore Store(AzureStorageOptions options) => new(AzureBlobClients.Make(options));

    private static AzureStorageOptions Signed(AzuriteServer server, AccountSasPermissions permissions)
    {
        var signature = new AccountSasBuilder(
            permissions, DateTimeOffset.UtcNow.AddHours(1), AccountSasServices.Blobs, AccountSasResourceTypes.All)
            .ToSasQueryParameters(new StorageSharedKeyCredential(AzuriteServer.Account, AzuriteServer.Key));
        return new AzureStorageOptions
        {
            Credential = AzureCredential.SharedAccessSignature,
            ServiceUri = new Uri($"{server.BlobEndpoint}?{signature}"),
        };
    }
}
