namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What a segmenter answers.</summary>
internal sealed record SegmenterOutput
{
    public required OutputKind Kind { get; init; }

    /// <summary>Of one map, after its kind has made it a probability.</summary>
    public OutputSpread Spread { get; init; }

    /// <summary>
    /// The classes that are not subject: the probability of being subject is 1 less theirs. Null where there is one
    /// map.
    /// </summary>
    public IReadOnlyList<int>? Background { get; init; }

    /// <summary>
    /// Whether the answer is one map, whose soft values at edges are shares of each pixel and not only doubt.
    /// </summary>
    public bool IsOneMap => Background is null;
}
