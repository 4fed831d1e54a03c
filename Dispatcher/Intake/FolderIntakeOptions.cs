using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dispatcher.Intake;

/// <summary>The local files and folders that photos come from.</summary>
public sealed class FolderIntakeOptions
{
    public const string Section = "Dispatcher:Folder";

    /// <summary>Files and folders.</summary>
    [MinLength(1)]
    public IReadOnlyList<string> Paths { get; set; } = [];

    /// <summary>The container that the photos are said to lie in.</summary>
    [Required]
    public string Container { get; set; } = "photos";

    /// <summary>Folders inside that hold no photos, such as that of the trimaps; absolute and without links.</summary>
    public IReadOnlyList<string> Except { get; set; } = [];
}
