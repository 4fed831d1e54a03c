using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary>Tells from a SOURCE what it is.</summary>
internal static class SourceText
{
    private static readonly string[] Manifests = [".csv", ".jsonl", ".ndjson"];

    /// <summary>
    /// A path that begins with <c>.</c>, <c>/</c> or a drive is local; a manifest tells itself by its ending;
    /// everything else is a container. A folder of this place without such a beginning would be a container by mistake
    /// and is asked for.
    /// </summary>
    /// <exception cref="RefusedException">There is no such folder or manifest, or it could be either.</exception>
    public static (SourceKind Kind, string Source) Parse(string text)
    {
        if (Manifests.Contains(Path.GetExtension(text), StringComparer.OrdinalIgnoreCase))
        {
            return File.Exists(text)
                ? (SourceKind.Manifest, Path.GetFullPath(text))
                : throw new RefusedException(ExitCodes.Refused, $"There is no manifest {text}.");
        }

        if (text.StartsWith('.') || Path.IsPathRooted(text))
        {
            return Path.Exists(text)
                ? (SourceKind.Folder, Path.TrimEndingDirectorySeparator(Path.GetFullPath(text)))
                : throw new RefusedException(ExitCodes.Refused, $"There is no folder {text}.");
        }

        return Directory.Exists(text)
            ? throw new RefusedException(
                ExitCodes.Refused, $"{text} is a folder here and could be a container: write ./{text} for the folder, or {text}/ from elsewhere.")
            : (SourceKind.Blobs, text);
    }

    /// <summary>Where a folder is uploaded to if nobody says.</summary>
    public static string UsualUpload(string folder) =>
        "uploads/" + (File.Exists(folder) ? Path.GetFileName(Path.GetDirectoryName(folder)) : Path.GetFileName(folder));
}
