using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>Trimaps of a local folder and the folders in it, named as their photos are but for the ending.</summary>
internal sealed class TrimapFolder(IOptions<TrimapFolderOptions> options) : ITrimapIntake
{
    private readonly TrimapFolderOptions _options = options.Value;

    public IReadOnlyList<BlobRef>? List(CancellationToken cancellation) => _options.Path is not { } root
        ? null
        : [
            .. new FolderTree(_options.Except).Walk(root, cancellation)
                .Where(IsTrimap)
                .Select(entry => entry.Name)
                .Order(StringComparer.Ordinal)
                .Select(name => new BlobRef { Container = _options.Container, Name = name }),
        ];

    public Task<string> GetETagAsync(BlobRef trimap, CancellationToken cancellation) =>
        FileVersion.OfAsync(Path.Combine(_options.Path!, trimap.Name), cancellation);

    /// <summary>
    /// A pipe or a device could be waited on for ever, and both look like empty files; a name that is not UTF-8 belongs
    /// to no file.
    /// </summary>
    private bool IsTrimap(FolderEntry entry) => entry.Kind switch
    {
        FolderEntryKind.File => _options.Extensions.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase)
            && BlobRef.IsName(entry.Name)
            && new FileInfo(entry.Path) is { Exists: true, Length: > 0 },
        FolderEntryKind.Unreadable => throw new UnreadableTrimapsException(
            $"The trimaps in {entry.Path} cannot be listed. {entry.Trouble}"),
        _ => false,
    };
}
