namespace Pipeline.Worker.Storage;

/// <summary>Which folder stands for which container.</summary>
public sealed class StorageOptions
{
    public const string Section = "Worker:Storage";

    /// <summary>Container name → absolute path of its folder.</summary>
    public Dictionary<string, string> Folders { get; } = [];
}
