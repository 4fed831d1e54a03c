using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>
/// Photos of a local folder and the folders in it, without a folder of trimaps among them.
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

    public Task<string> GetETagAsync(BlobRef photo, CancellationToken cancellation) =>
        FileVersion.OfAsync(Path.Combine(_root, photo.Name), cancellation);

    private void Walk(DirectoryInfo folder, List<IntakeItem> items, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            foreach (var entry in FolderEntries.Of(folder, _options.Except))
            {
                if (entry is DirectoryInfo inner)
                {
                    Walk(inner, items, cancellation);
                }
                else if (FolderEntries.EndsWithOneOf(entry.Name, _options.Extensions))
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

    private IntakeItem ToItem(FileInfo file)
    {
        var name = FolderEntries.NameOf(file, _root);
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
