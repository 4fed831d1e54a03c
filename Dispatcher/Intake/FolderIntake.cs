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

        var items = new List<IntakeItem>();
        Walk(new DirectoryInfo(_options.Root), items, cancellation);
        return items.OrderBy(item => item.Name, StringComparer.Ordinal);
    }

    public async Task<string> GetETagAsync(BlobRef photo, CancellationToken cancellation)
    {
        var path = Path.Combine(_options.Root, photo.Name);
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, true);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancellation));
    }

    private void Walk(DirectoryInfo folder, List<IntakeItem> items, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            foreach (var entry in folder.EnumerateFileSystemInfos().Where(IsLookedAt))
            {
                if (entry is DirectoryInfo inner)
                {
                    Walk(inner, items, cancellation);
                }
                else if (IsPhotoName(entry.Name))
                {
                    items.Add(ToItem(Path.GetRelativePath(_options.Root, entry.FullName)));
                }
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            var name = Path.GetRelativePath(_options.Root, folder.FullName) + "/";
            items.Add(IntakeItem.Unusable(name, "The folder may not be read."));
        }
    }

    private bool IsLookedAt(FileSystemInfo entry) =>
        !entry.Name.StartsWith('.') && entry.LinkTarget is null && !(entry is DirectoryInfo folder && IsExcepted(folder));

    private bool IsPhotoName(string name) =>
        _options.Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private bool IsExcepted(DirectoryInfo folder) =>
        _options.Except is { } except && Path.TrimEndingDirectorySeparator(Path.GetFullPath(except)) == folder.FullName;

    private IntakeItem ToItem(string name)
    {
        var blobName = Path.DirectorySeparatorChar == '/' ? name : name.Replace(Path.DirectorySeparatorChar, '/');
        return BlobRef.IsName(blobName)
            ? IntakeItem.Of(new BlobRef { Container = _options.Container, Name = blobName })
            : IntakeItem.Unusable(blobName, "The name has characters that no store accepts, or is too long.");
    }
}
