using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Storage;

namespace Pipeline.Fleet.Tests.Storage;

public sealed class LocalFolderConformanceTests : BlobStoreConformance, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pipeline-test-");

    public void Dispose() => _folder.Delete(recursive: true);

    private protected override Task<IBlobStore> StoreAsync()
    {
        var options = new StorageOptions { Folders = { ["photos"] = _folder.FullName } };
        return Task.FromResult<IBlobStore>(new LocalFolderBlobStore(Options.Create(options)));
    }

    private protected override BlobRef Blob(string name) => new() { Container = "photos", Name = name };
}
