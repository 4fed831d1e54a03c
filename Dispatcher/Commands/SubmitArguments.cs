using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Commands;

/// <summary>What <c>submit</c> was asked for.</summary>
internal sealed record SubmitArguments
{
    public string? Source { get; init; }

    /// <summary>The batch to go on with, in place of a source.</summary>
    public string? Resume { get; init; }

    public required string Chain { get; init; }

    public required string Out { get; init; }

    public string? UploadTo { get; init; }

    public string? Trimaps { get; init; }

    public string? Template { get; init; }

    public IfExists IfExists { get; init; }

    public int Priority { get; init; }

    public bool Interactive { get; init; }

    public bool Wait { get; init; }

    public bool DryRun { get; init; }

    public required CutoutRecipe Recipe { get; init; }
}
