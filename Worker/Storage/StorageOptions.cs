namespace Pipeline.Worker.Storage;

/// <summary>Where blobs are, and which folder stands for which container.</summary>
public sealed class StorageOptions
{
    public const string Section = "Worker:Storage";

    /// <summary>Unfinished files lie here, below the container's folder. A killed process may leave some.</summary>
    public const string UnfinishedFolder = ".pipeline/unfinished";

    public StorageKind Kind { get; set; }

    /// <summary>Container name → absolute path of its folder.</summary>
    public Dictionary<string, string> Folders { get; } = [];

    /// <summary>
    /// Container name → finds the file of a blob by its name, or null where there is none: for a set of files of this
    /// machine that somebody has chosen, wherever they lie. They are only read, through links too.
    /// </summary>
    public Dictionary<string, Func<string, string?>> Files { get; } = [];
}
