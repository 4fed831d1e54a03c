using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Intake;

/// <summary>
/// Photos of local files and folders, named relative to the folder they were found under. What a file is, is told by its
/// content; its name only counts where the content is of no known kind.
/// </summary>
internal sealed class FolderIntake(IOptions<FolderIntakeOptions> options) : IPhotoIntake
{
    private readonly FolderIntakeOptions _options = options.Value;
    private readonly Dictionary<string, string> _files = new(StringComparer.Ordinal);

    public PhotoListing List(CancellationToken cancellation)
    {
        _files.Clear();
        var found = new Found();
        var tree = new FolderTree(_options.Except);
        foreach (var path in _options.Paths)
        {
            if (File.Exists(path))
            {
                var entry = new FolderEntry(Path.GetFileName(path), RealPath.Of(path), FolderEntryKind.File);
                AddFile(entry, isNamed: true, found);
                continue;
            }

            foreach (var entry in tree.Walk(path, cancellation))
            {
                Add(entry, found);
            }
        }

        return found.ToListing();
    }

    public string? FileOf(string name) => _files.GetValueOrDefault(name);

    public Task<string> GetETagAsync(BlobRef photo, CancellationToken cancellation) =>
        FileVersion.OfAsync(FileOf(photo.Name) ?? throw new FileNotFoundException(null, photo.Name), cancellation);

    private void Add(FolderEntry entry, Found found)
    {
        switch (entry.Kind)
        {
            case FolderEntryKind.File:
                AddFile(entry, isNamed: false, found);
                break;
            case FolderEntryKind.DeadLink when PhotoNames.IsPhoto(entry.Name):
                found.Items.Add(IntakeItem.Unusable(entry.Name, "The link leads to no file.", FailureReason.SourceMissing));
                break;
            case FolderEntryKind.DeadLink:
                found.OtherFiles++;
                break;
            case FolderEntryKind.Unreadable:
                found.Items.Add(IntakeItem.Unusable(entry.Name, entry.Trouble!));
                break;
            case FolderEntryKind.Results:
                found.Results.Add(entry.Name);
                break;
            case FolderEntryKind.Loop:
                found.Loops.Add(entry.Name);
                break;
        }
    }

    /// <param name="entry">The file.</param>
    /// <param name="isNamed">Whether the caller has named the file, so that it is meant to be a photo.</param>
    /// <param name="found">Is added to.</param>
    private void AddFile(FolderEntry entry, bool isNamed, Found found)
    {
        if (_files.TryGetValue(entry.Name, out var other) && other == entry.Path)
        {
            // Named twice, or named and in a folder that is named too.
            return;
        }

        if (ItemOf(entry, isNamed || PhotoNames.IsPhoto(entry.Name)) is not { } item)
        {
            found.OtherFiles++;
            return;
        }

        found.Items.Add(item);
        if (item.File is not null)
        {
            _files.TryAdd(item.Name, item.File);
        }
    }

    /// <returns>Null for a file that is no image.</returns>
    private IntakeItem? ItemOf(FolderEntry entry, bool isMeant)
    {
        var file = new FileInfo(entry.Path);
        // A name that is not UTF-8 has been read with marks in place of its bytes, and the file has no such name.
        if (!file.Exists)
        {
            return isMeant ? IntakeItem.Unusable(entry.Name, "The name is not valid UTF-8.") : null;
        }

        // A pipe or a device could be waited on for ever; both look like empty files.
        if (file.Length == 0)
        {
            return isMeant ? IntakeItem.Unusable(entry.Name, "The file is empty, or no file.") : null;
        }

        try
        {
            return KindOf(entry) switch
            {
                { IsDecodable: false } kind => IntakeItem.Unusable(entry.Name, kind.Refusal, FailureReason.UnsupportedFormat),
                null when !isMeant => null,
                _ => ToPhoto(entry),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return IntakeItem.Unusable(entry.Name, $"The file cannot be read: {e.Message}");
        }
    }

    private IntakeItem ToPhoto(FolderEntry entry) => BlobRef.IsName(entry.Name)
        ? IntakeItem.Of(new BlobRef { Container = _options.Container, Name = entry.Name }, entry.Path)
        : IntakeItem.Unusable(entry.Name, "The name has characters that no store accepts, or is too long.");

    private static ImageKind? KindOf(FolderEntry entry)
    {
        using var file = File.OpenHandle(entry.Path);
        Span<byte> start = stackalloc byte[ImageKinds.Start];
        var length = RandomAccess.Read(file, start, 0);
        return ImageKinds.Of(start[..length], entry.Name);
    }

    private sealed class Found
    {
        public List<IntakeItem> Items { get; } = [];

        public List<string> Results { get; } = [];

        public List<string> Loops { get; } = [];

        public int OtherFiles { get; set; }

        public PhotoListing ToListing() => new(
            [.. Items.OrderBy(item => item.Name, StringComparer.Ordinal)],
            new LeftOut { OtherFiles = OtherFiles, Results = Results, Loops = Loops });
    }
}
