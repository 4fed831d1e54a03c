using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>A network that can be installed.</summary>
internal sealed record ModelEntry
{
    /// <summary>Lower-case words with hyphens; names a folder too.</summary>
    public required string Name { get; init; }

    public required ModelKind Kind { get; init; }

    public required ModelSource Source { get; init; }

    public required ModelLicence Licence { get; init; }

    public required GraphOrigin Graph { get; init; }

    /// <summary>Whether the source is a checkpoint and the graph is made of it here.</summary>
    public bool IsMade => Graph != GraphOrigin.Published;

    /// <summary>
    /// What it runs in where a precision is asked for: matting networks are in single precision where others are in
    /// 8-bit integers.
    /// </summary>
    public GraphPrecision PrecisionFor(GraphPrecision asked) =>
        asked == GraphPrecision.Int8 && Kind == ModelKind.Matter ? GraphPrecision.Float32 : asked;

    /// <summary>The source of <see cref="Input"/> and <see cref="Output"/>.</summary>
    public required ModelPreparation Preparation { get; init; }

    /// <summary>Of a segmenter; null for a matter, which takes the picture as it is.</summary>
    public SegmenterInput? Input { get; init; }

    /// <summary>Of a segmenter; null for a matter, which answers alpha.</summary>
    public SegmenterOutput? Output { get; init; }
}
