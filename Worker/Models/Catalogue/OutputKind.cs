namespace Pipeline.Worker.Models.Catalogue;

/// <summary>What a segmenter's output says.</summary>
public enum OutputKind
{
    /// <summary>One map, 0..1 already.</summary>
    Probability,

    /// <summary>One map of log odds.</summary>
    Sigmoid,

    /// <summary>A map per class, each pixel's summing to 1.</summary>
    Softmax,

    /// <summary>A map per class, before the softmax.</summary>
    Logits,
}
