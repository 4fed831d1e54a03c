using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>
/// Photos of a local folder and the folders in it. Links are not followed, names that begin with a dot are left out, and
/// so are folders of cutouts, which are told by the <c>.pipeline</c> in them.
/// The ETag of a file is the SHA-256 of its content, as the Worker's folder store has it.
/// </summary>
internal sealed class FolderIntake(IOptions<FolderIntakeOptions> options) : IPhotoIntake
{
    private readonly FolderIntakeOptions _options = options.Value;
    private readonly string _root = options.Value.Root;

    public IEnumerable<IntakeItem> List(CancellationToken cancellation)
    {
        if (File.Exists(_options.Path))
        {
            return [ToItem(new FileInfo(_options.Path))];
        }

        var items = new List<IntakeItem>();
        Walk(new DirectoryInfo(_root), items, cancellation);
        return items.OrderBy(item => item.Name, StringComparer.Ordinal);
    }

    public async Task<string> GetETagAsync(BlobRef photo, CancellationToken cancellation)
    {
        var path = Path.Combine(_root, photo.Name);
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
                    items.Add(ToItem((FileInfo)entry));
                }
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            var name = Path.GetRelativePath(_root, folder.FullName) + "/";
            items.Add(IntakeItem.Unusable(name, "The folder may not be read."));
        }
    }

    private static bool IsLookedAt(FileSystemInfo entry) =>
        !entry.Name.StartsWith('.')
        && entry.LinkTarget is null
        && !(entry is DirectoryInfo && Directory.Exists(Path.Combine(entry.FullName, ".pipeline")));

    private bool IsPhotoName(string name) =>
        _options.Extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private IntakeItem ToItem(FileInfo file)
    {
        var relative = Path.GetRelativePath(_root, file.FullName);
        var name = Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
        // A name that is not UTF-8 has been read with marks in place of its bytes, and the file has no such name.
        if (!file.Exists)
        {
            return IntakeItem.Unusable(name, "The name is not valid UTF-8.");
        }

        // A pipe or a device could be waited on for ever; both look like empty files.
        if (file.Length == 0)
        {
            return IntakeItem.Unusable(name, "The file is empty, or no file.");
        }

        return BlobRef.IsName(name)
            ? IntakeItem.Of(new BlobRef { Container = _options.Container, Name = name })
            : IntakeItem.Unusable(name, "The name has characters that no store accepts, or is too long.");
    }
}
