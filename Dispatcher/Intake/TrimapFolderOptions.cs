using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dispatcher.Intake;

/// <summary>The local folder that the caller's own trimaps come from.</summary>
public sealed class TrimapFolderOptions
{
    public const string Section = "Dispatcher:Trimaps";

    /// <summary>A folder, absolute; or null, and then nobody supplies trimaps.</summary>
    public string? Path { get; set; }

    /// <summary>Folders inside that hold no trimaps, such as those of the photos; absolute and without links.</summary>
    public IReadOnlyList<string> Except { get; set; } = [];

    /// <summary>The container that the trimaps are said to lie in.</summary>
    [Required]
    public string Container { get; set; } = "trimaps";

    /// <summary>
    /// Endings that a trimap's name may have. More than are accepted: a trimap in another format is stated as no
    /// trimap, not as missing.
    /// </summary>
    public IReadOnlyList<string> Extensions { get; set; } =
        [".png", ".webp", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff", ".gif"];
}
