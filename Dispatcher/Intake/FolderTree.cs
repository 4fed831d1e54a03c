namespace Pipeline.Dispatcher.Intake;

/// <summary>
/// Walks a folder and the folders in it. Symbolic links are followed, to files and to folders. Names that begin with a dot
/// are left out.
/// </summary>
/// <param name="except">Absolute paths of folders that are left out, without links.</param>
internal sealed class FolderTree(IReadOnlyCollection<string> except)
{
    /// <param name="root">The folder.</param>
    /// <param name="cancellation">Stops at the next folder.</param>
    public IEnumerable<FolderEntry> Walk(string root, CancellationToken cancellation) =>
        Walk(new Place(RealPath.Of(root), "", null), cancellation);

    private IEnumerable<FolderEntry> Walk(Place place, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var (children, trouble) = List(place.Path);
        if (trouble is not null)
        {
            yield return new FolderEntry(place.Prefix.Length == 0 ? "./" : place.Prefix, place.Path, FolderEntryKind.Unreadable, trouble);
        }

        foreach (var child in children)
        {
            var name = place.Prefix + child.Name;
            var path = child.LinkTarget is null ? child.FullName : RealPath.Of(child.FullName);
            if (!IsFolder(child, path))
            {
                yield return new FolderEntry(name, path, IsDead(child, path) ? FolderEntryKind.DeadLink : FolderEntryKind.File);
            }
            else if (KindOf(path, place) is { } leftOut)
            {
                yield return new FolderEntry(name, path, leftOut);
            }
            else if (!except.Contains(path))
            {
                foreach (var inner in Walk(new Place(path, name + "/", place), cancellation))
                {
                    yield return inner;
                }
            }
        }
    }

    private static (IReadOnlyList<FileSystemInfo> Children, string? Trouble) List(string folder)
    {
        try
        {
            return ([.. new DirectoryInfo(folder).EnumerateFileSystemInfos().Where(child => !child.Name.StartsWith('.'))], null);
        }
        catch (UnauthorizedAccessException)
        {
            return ([], "The folder may not be read.");
        }
        catch (IOException e)
        {
            // Bytes that are not UTF-8 have been read as this mark, and the folder has no such name.
            return ([], folder.Contains('\uFFFD') ? "The folder's name is not valid UTF-8." : $"The folder cannot be read: {e.Message}");
        }
    }

    private static bool IsFolder(FileSystemInfo child, string path) =>
        child.LinkTarget is null ? child is DirectoryInfo : Directory.Exists(path);

    /// <summary>Links in a circle lead to one of themselves.</summary>
    private static bool IsDead(FileSystemInfo child, string path) =>
        child.LinkTarget is not null && (!File.Exists(path) || new FileInfo(path).LinkTarget is not null);

    /// <summary>Null for a folder that is walked.</summary>
    private static FolderEntryKind? KindOf(string folder, Place place)
    {
        for (var around = place; around is not null; around = around.Around)
        {
            if (around.Path == folder)
            {
                return FolderEntryKind.Loop;
            }
        }

        return ResultMarkers.AreIn(folder) ? FolderEntryKind.Results : null;
    }

    /// <param name="Path">Of the folder, without links.</param>
    /// <param name="Prefix">What the names in it begin with.</param>
    /// <param name="Around">The folder that led here; null for the root.</param>
    private sealed record Place(string Path, string Prefix, Place? Around);
}
