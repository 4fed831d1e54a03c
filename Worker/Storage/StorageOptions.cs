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
}
