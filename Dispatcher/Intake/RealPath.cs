namespace Pipeline.Dispatcher.Intake;

/// <summary>One name for one place, so that places can be compared.</summary>
public static class RealPath
{
    /// <summary>
    /// The absolute path with every link on the way followed; what does not exist yet is kept as it is.
    /// </summary>
    public static string Of(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Path.GetDirectoryName(full) is not { } parent)
        {
            return full;
        }

        var here = Path.Combine(Of(parent), Path.GetFileName(full));
        try
        {
            var entry = new FileInfo(here);
            return entry.LinkTarget is null ? here : Of(entry.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }
        catch (IOException)
        {
            // Links in a circle lead nowhere; whoever uses the path will say so.
            return here;
        }
    }
}
