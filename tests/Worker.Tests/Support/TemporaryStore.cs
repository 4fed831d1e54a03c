using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Tests.Support;

/// <summary>
/// A local-folder store with the containers <c>photos</c>, <c>trimaps</c> and <c>cutouts</c>, deleted after the test.
/// </summary>
internal sealed class TemporaryStore : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("pipeline-test-").FullName;

    public TemporaryStore()
    {
        var options = new StorageOptions();
        foreach (var container in new[] { "photos", "trimaps", "cutouts" })
        {
            options.Folders[container] = Directory.CreateDirectory(Path.Combine(_root, container)).FullName;
        }

        Store = new LocalFolderBlobStore(Options.Create(options));
    }

    public LocalFolderBlobStore Store { get; }

    public static BlobRef Photo(string name) => new() { Container = "photos", Name = name };

    public static BlobRef Trimap(string name) => new() { Container = "trimaps", Name = name };

    public static BlobRef Cutout(string name) => new() { Container = "cutouts", Name = name };

    public string PathOf(BlobRef blob) => Path.Combine(_root, blob.Container, blob.Name);

    /// <summary>Every file below the container's folder, relative.</summary>
    public IEnumerable<string> Files(string container) => Directory
        .EnumerateFiles(Path.Combine(_root, container), "*", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Path.Combine(_root, container), path))
        .Order(StringComparer.Ordinal);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
