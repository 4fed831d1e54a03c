namespace Pipeline.Contracts;

/// <summary>
/// Why a place in the file system takes no file at all, as a clause for a sentence: the disk is full, read-only, gone, or
/// access is denied. What concerns one file only, such as a name that is too long, is no disk trouble.
/// </summary>
/// <param name="Cause">Such as "the disk is full".</param>
public sealed record DiskTrouble(string Cause)
{
    // errno of Linux, which the runtime keeps in HResult.
    private static readonly Dictionary<int, string> Causes = new()
    {
        [1] = "the operation is not permitted",
        [5] = "the device reports an input/output error",
        [6] = "the device is gone",
        [13] = "permission is denied",
        [19] = "the device is gone",
        [27] = "a file would become larger than the limit for files (ulimit -f)",
        [28] = "the disk is full",
        [30] = "the file system is read-only",
        [107] = "the network file system is not connected",
        [116] = "the network file system has lost the folder",
        [122] = "the disk quota is used up",
    };

    /// <summary>Why a folder cannot be made or written, as a clause.</summary>
    public static string CauseOf(Exception exception, string folder)
    {
        for (var path = Path.GetFullPath(folder); path is not null; path = Path.GetDirectoryName(path))
        {
            if (File.Exists(path))
            {
                return $"{path} is a file";
            }
        }

        return Of(exception)?.Cause ?? exception.Message.TrimEnd('.');
    }

    /// <returns>Null where the exception says nothing of the kind.</returns>
    public static DiskTrouble? Of(Exception exception)
    {
        // The runtime turns EFBIG into an ArgumentOutOfRangeException that carries no errno.
        if (exception is ArgumentOutOfRangeException { ParamName: "value" })
        {
            return new DiskTrouble(Causes[27]);
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is IOException && Causes.TryGetValue(cause.HResult, out var text))
            {
                return new DiskTrouble(text);
            }
        }

        return null;
    }
}
