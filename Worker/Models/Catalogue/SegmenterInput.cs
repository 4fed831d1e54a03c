namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What a segmenter wants to be given.</summary>
internal sealed record SegmenterInput
{
    /// <summary>In pixels: side of the square, or the shorter or longest side, as <see cref="Fit"/> says.</summary>
    public required int Side { get; init; }

    public required InputFit Fit { get; init; }

    /// <summary>Both sides are multiples of this with <see cref="InputFit.MultipleOf"/>.</summary>
    public int Multiple { get; init; } = 1;

    /// <summary>What levels are divided by before mean and deviation.</summary>
    public InputScale Scale { get; init; }

    /// <summary>Of red, green, blue in 0..1; null where the graph normalises.</summary>
    public IReadOnlyList<float>? Mean { get; init; }

    /// <summary>Of red, green, blue in 0..1; null where the graph normalises.</summary>
    public IReadOnlyList<float>? Std { get; init; }
}
