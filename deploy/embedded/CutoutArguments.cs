using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Embedded;

/// <summary>What the command line asked for, checked.</summary>
internal sealed record CutoutArguments
{
    /// <summary>Container name of the folder that photos are read from.</summary>
    public const string PhotosContainer = "photos";

    /// <summary>Container name of the folder that cutouts are written to.</summary>
    public const string CutoutsContainer = "cutouts";

    /// <summary>Container name of the folder that the caller's trimaps are read from.</summary>
    public const string TrimapsContainer = "trimaps";

    /// <summary>Container name of the folder that a background picture is read from.</summary>
    public const string BackgroundsContainer = "backgrounds";

    /// <summary>Folders and files, absolute; folders without links, files under the name that they were given by.</summary>
    public required IReadOnlyList<string> Photos { get; init; }

    /// <summary>The folder for the cutouts; absolute and without links.</summary>
    public required string Out { get; init; }

    /// <summary>
    /// The folder of the caller's trimaps, absolute and without links; null when the chain draws its own.
    /// </summary>
    public required string? Trimaps { get; init; }

    /// <summary>The folder of the recipe's background picture; null where it has none.</summary>
    public required string? Backgrounds { get; init; }

    /// <summary>How the files are called.</summary>
    public required OutputNames Names { get; init; }

    /// <summary>The folder of the report, absolute and without links; null for none.</summary>
    public required string? Report { get; init; }

    /// <summary>Whether only to say what would be done.</summary>
    public required bool IsDryRun { get; init; }

    /// <summary>Whether to print one JSON object per photo in place of lines for people.</summary>
    public required bool IsJson { get; init; }

    /// <summary>Name of the chain, or <c>auto</c>.</summary>
    public required string Chain { get; init; }

    /// <summary>What runs the chain's networks.</summary>
    public required ExecutionProvider Provider { get; init; }

    /// <summary>What the chain's networks compute in.</summary>
    public required GraphPrecision Precision { get; init; }

    public required CutoutRecipe Recipe { get; init; }

    public required IfExists IfExists { get; init; }

    /// <summary>Photos worked on at once.</summary>
    public required int Concurrency { get; init; }

    /// <summary>What a photo may be; others are refused.</summary>
    public required ImageLimits Limits { get; init; }

    /// <summary>The folders that the photos' names are relative to.</summary>
    public IReadOnlyList<string> Roots =>
        [.. Photos.Select(path => File.Exists(path) ? Path.GetDirectoryName(path)! : path).Distinct()];
}
