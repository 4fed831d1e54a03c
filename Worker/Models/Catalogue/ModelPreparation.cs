namespace Pipeline.Worker.Models.Catalogue;

/// <summary>Where the network's authors say how its input is prepared and its output is read.</summary>
internal sealed record ModelPreparation
{
    /// <summary>Page or source file.</summary>
    public required Uri Source { get; init; }

    /// <summary>What it says, in a sentence.</summary>
    public required string Because { get; init; }
}
