using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>
/// Photos of a local folder and the folders in it. Links are not followed, names that begin with a dot are left out.
/// The ETag of a file is the SHA-256 of its content, as the Worker's folder store has it.
/// </summary>
internal sealed class FolderIntake(IOptions<FolderIntakeOptions> options) : IPhotoIntake
{
    private readonly FolderIntakeOptions _options = options.Value;

    public IEnumerable<IntakeItem> List(CancellationToken cancellation)
    {
        if (File.Exists(_options.Path))
        {
            return [ToItem(Path.GetFileName(_options.Path))];
        }

        var names = new List<string>();
        foreach (var file in Walk(new DirectoryInfo(_options.Root)))
        {
            cancellation.ThrowIfCancellationRequested();
            names.Add(Path.GetRelativePath(_options.Root, file.FullName));
        }

        names.Sort(StringComparer.Ordinal);
        return names.Select(ToItem);
    }

    public async Task<string> GetETagAsync(BlobRef photo, CancellationToken cancellation)
    {
        var path = Path.Combine(_options.Root, photo.Name);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }

    private IEnumerable<FileInfo> Walk(DirectoryInfo folder)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry.Name.StartsWith('.') || entry.LinkTarget is not null)
            {
                continue;
            }

            if (entry is FileInfo file && IsPhotoName(file.Name))
            {
                yield return file;
            }
            else if (entry is DirectoryInfo inner && !IsExcepted(inner))
            {
                foreach (var found in Walk(inner))
                {
                    yield return found;
                }
            }
        }
    }

    private bool IsPhotoName(string name) =>
        _options.Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private bool IsExcepted(DirectoryInfo folder) =>
        _options.Except is { } except && Path.TrimEndingDirectorySeparator(Path.GetFullPath(except)) == folder.FullName;

    private IntakeItem ToItem(string name)
    {
        var blobName = Path.DirectorySeparatorChar == '/' ? name : name.Replace(Path.DirectorySeparatorChar, '/');
        return BlobRef.IsName(blobName)
            ? new IntakeItem(blobName, new BlobRef { Container = _options.Container, Name = blobName })
            : new IntakeItem(blobName, null);
    }
}
