namespace Pipeline.Worker.Models.Catalogue;

/// <summary>A chain by its networks. Where one is not named, the weights-free stage takes its place.</summary>
internal sealed record ChainEntry
{
    /// <summary>Lower-case words with hyphens; names a queue too.</summary>
    public required string Name { get; init; }

    /// <summary>Name of a model; null for <see cref="Segmentation.StandardSegmenter"/>.</summary>
    public string? Segmenter { get; init; }

    /// <summary>Name of a model; null for <see cref="Matting.ColourModelMatter"/>.</summary>
    public string? Matter { get; init; }

    public ChainSteps Steps { get; init; }

    /// <summary>Why it stands at its place among the chains, best first.</summary>
    public required string Because { get; init; }

    /// <summary>
    /// What measuring it with real weights gave, in a sentence; null where that was not done and its place rests on what its
    /// authors publish.
    /// </summary>
    public string? Measured { get; init; }

    /// <summary>What its place rests on, in a sentence.</summary>
    public string Evidence => Measured
        ?? "Its published weights were never run here: its place rests on what their authors publish.";

    /// <summary>The models that must be installed.</summary>
    public IEnumerable<string> Models => new[] { Segmenter, Matter }.OfType<string>();
}
