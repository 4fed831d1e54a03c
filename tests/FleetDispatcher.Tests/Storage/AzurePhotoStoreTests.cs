using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Storage;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Storage;

public sealed class AzurePhotoStoreTests : IDisposable
{
    private readonly string _container = AzuriteServer.NewContainerName("photos");
    private readonly string _file = Path.GetTempFileName();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(_file);

    [Theory]
    [InlineData(0)]
    [InlineData(5_000_000)]
    public async Task A_photo_takes_one_request_to_upload_after_one_that_asks_for_it_and_one_to_download(int length)
    {
        var server = await AzuriteServer.SharedAsync();
        await new BlobServiceClient(server.ConnectionString).CreateBlobContainerAsync(_container, cancellationToken: None);
        var store = new AzurePhotoStore(
            Options.Create(new BlobAccountOptions { ConnectionString = server.ConnectionString }), TimeProvider.System);
        var blob = new BlobRef { Container = _container, Name = "shoes/1.jpg" };
        await File.WriteAllBytesAsync(_file, new byte[length], None);
        using var requests = new StorageRequests(_container);

        await store.UploadAsync(blob, _file, None);
        Assert.Equal(["HEAD", "PUT"], requests.Take());

        await store.UploadAsync(blob, _file, None);
        Assert.Equal(["HEAD"], requests.Take());

        await using var read = await store.OpenReadAsync(blob, None);
        using var content = new MemoryStream();
        await read!.CopyToAsync(content, None);
        Assert.Equal(["GET"], requests.Take());
        Assert.Equal(length, content.Length);
    }
}
