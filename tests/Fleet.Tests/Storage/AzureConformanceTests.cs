using Pipeline.Contracts;
using Pipeline.Services;
using Pipeline.Worker.Storage;

namespace Pipeline.Fleet.Tests.Storage;

public sealed class AzureConformanceTests : BlobStoreConformance
{
    private readonly string _container = AzuriteServer.NewContainerName("store");

    private protected override async Task<IBlobStore> StoreAsync()
    {
        var server = await AzuriteServer.SharedAsync();
        var options = new AzureStorageOptions { ConnectionString = server.ConnectionString };
        return new AzureBlobStore(AzureBlobClients.Make(options));
    }

    private protected override BlobRef Blob(string name) => new() { Container = _container, Name = name };
}
