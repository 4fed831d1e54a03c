using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>What a submission asks for; never changed after it.</summary>
public sealed record BatchSettings
{
    public required SourceKind Kind { get; init; }

    /// <summary><c>container/prefix</c>, or the absolute path of a folder or manifest.</summary>
    public required string Source { get; init; }

    /// <summary>Where a folder is uploaded to, as <c>container/prefix</c>; null otherwise.</summary>
    public string? UploadTo { get; init; }

    /// <summary>Where the caller's own trimaps lie, as <c>container/prefix</c>; null: there are none.</summary>
    public string? Trimaps { get; init; }

    public required CutoutRecipe Recipe { get; init; }

    public required ChainRef Chain { get; init; }

    /// <summary>Container of the renditions.</summary>
    public required string Output { get; init; }

    /// <summary>How the files are called; null for the usual way.</summary>
    public string? Template { get; init; }

    public IfExists IfExists { get; init; }

    /// <summary>−100..100; jobs of a higher one are given out first.</summary>
    public int Priority { get; init; }

    /// <summary>Whether a person waits: the jobs go past the bulk.</summary>
    public bool Interactive { get; init; }
}
