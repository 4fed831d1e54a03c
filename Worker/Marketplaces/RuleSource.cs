namespace Pipeline.Worker.Marketplaces;

/// <summary>Where a figure stands and when it was read there.</summary>
public sealed record RuleSource
{
    /// <summary>Page or pages.</summary>
    public required string Where { get; init; }

    public required SourceKind Kind { get; init; }

    /// <summary>The page's own date, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>; null where it has none.</summary>
    public string? Page { get; init; }

    /// <summary>The day it was read.</summary>
    public required DateOnly Read { get; init; }

    public override string ToString() =>
        $"{Where}{(Page is null ? "" : $" ({Page})")}, read {Read:yyyy-MM-dd}"
        + (Kind == SourceKind.SecondHand ? ", second-hand" : "");
}
