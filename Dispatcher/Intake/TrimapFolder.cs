using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>Trimaps of a local folder and the folders in it, named as their photos are but for the ending.</summary>
internal sealed class TrimapFolder(IOptions<TrimapFolderOptions> options) : ITrimapIntake
{
    private readonly TrimapFolderOptions _options = options.Value;

    public IReadOnlyList<BlobRef>? List(CancellationToken cancellation)
    {
        if (_options.Path is not { } root)
        {
            return null;
        }

        var names = new List<string>();
        Walk(new DirectoryInfo(root), root, names, cancellation);
        return
        [
            .. names.Where(BlobRef.IsName)
                .Order(StringComparer.Ordinal)
                .Select(name => new BlobRef { Container = _options.Container, Name = name }),
        ];
    }

    public Task<string> GetETagAsync(BlobRef trimap, CancellationToken cancellation) =>
        FileVersion.OfAsync(Path.Combine(_options.Path!, trimap.Name), cancellation);

    private void Walk(DirectoryInfo folder, string root, List<string> names, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var entry in FolderEntries.Of(folder, _options.Except))
        {
            if (entry is DirectoryInfo inner)
            {
                Walk(inner, root, names, cancellation);
            }
            else if (FolderEntries.EndsWithOneOf(entry.Name, _options.Extensions) && IsReadable((FileInfo)entry))
            {
                names.Add(FolderEntries.NameOf(entry, root));
            }
        }
    }

    /// <summary>
    /// A pipe or a device could be waited on for ever, and both look like empty files; a name that is not UTF-8 belongs
    /// to no file.
    /// </summary>
    private static bool IsReadable(FileInfo file) => file.Exists && file.Length > 0;
}
