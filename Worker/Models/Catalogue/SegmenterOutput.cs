namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What a segmenter answers.</summary>
internal sealed record SegmenterOutput
{
    public required OutputKind Kind { get; init; }

    /// <summary>
    /// The classes that are not subject: the probability of being subject is 1 less theirs. Null where there is one
    /// map.
    /// </summary>
    public IReadOnlyList<int>? Background { get; init; }
}
