using System.ComponentModel.DataAnnotations;

namespace Pipeline.Dispatcher.Intake;

/// <summary>The local folder that photos come from.</summary>
public sealed class FolderIntakeOptions
{
    public const string Section = "Dispatcher:Folder";

    /// <summary>A folder, or one file.</summary>
    [Required]
    public string Path { get; set; } = "";

    /// <summary>The container that the photos are said to lie in.</summary>
    [Required]
    public string Container { get; set; } = "photos";

    /// <summary>A folder inside that holds no photos, such as that of the trimaps; absolute, or null.</summary>
    public string? Except { get; set; }

    /// <summary>Endings that a photo's name may have. What a file is, is told by its content later.</summary>
    public IReadOnlyList<string> Extensions { get; set; } =
        [".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".gif", ".bmp"];

    /// <summary>The folder that names are relative to.</summary>
    public string Root => File.Exists(Path)
        ? System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!
        : System.IO.Path.GetFullPath(Path);
}
