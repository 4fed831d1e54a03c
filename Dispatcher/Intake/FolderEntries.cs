namespace Pipeline.Dispatcher.Intake;

/// <summary>
/// What a folder shows: links are not followed, names that begin with a dot are left out, and so are folders of
/// cutouts, which are told by the <c>.pipeline</c> in them, and one folder more where the caller names it.
/// </summary>
internal static class FolderEntries
{
    /// <param name="folder">Its files and the folders in it, not what lies in those.</param>
    /// <param name="except">Absolute path of a folder that is left out, or null.</param>
    /// <exception cref="IOException">The folder cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be listed.</exception>
    public static IEnumerable<FileSystemInfo> Of(DirectoryInfo folder, string? except) =>
        folder.EnumerateFileSystemInfos().Where(entry =>
            !entry.Name.StartsWith('.')
            && entry.LinkTarget is null
            && !(entry is DirectoryInfo && (entry.FullName == except || HoldsCutouts(entry))));

    /// <summary>Relative to a root, with forward slashes.</summary>
    public static string NameOf(FileSystemInfo entry, string root)
    {
        var relative = Path.GetRelativePath(root, entry.FullName);
        return Path.DirectorySeparatorChar == '/' ? relative : relative.Replace(Path.DirectorySeparatorChar, '/');
    }

    public static bool EndsWithOneOf(string name, IReadOnlyList<string> extensions) =>
        extensions.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase);

    private static bool HoldsCutouts(FileSystemInfo folder) => Directory.Exists(Path.Combine(folder.FullName, ".pipeline"));
}
