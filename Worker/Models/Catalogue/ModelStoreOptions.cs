using System.ComponentModel.DataAnnotations;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>Where installed models lie.</summary>
public sealed class ModelStoreOptions
{
    public const string Section = "Worker:Models";

    /// <summary>Environment variable that names the folder for every command of a user.</summary>
    public const string Variable = "PIPELINE_MODELS";

    /// <summary>That variable's folder, or <c>pipeline/models</c> where the user's data lie.</summary>
    [Required]
    public string Folder { get; set; } = Usual();

    private static string Usual() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
            "pipeline",
            "models");
}
