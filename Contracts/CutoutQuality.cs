namespace Pipeline.Contracts;

/// <summary>How sure a result is, and what that is read from. Figures are rounded to four decimals.</summary>
public sealed record CutoutQuality
{
    /// <summary>
    /// 0..1: the overlap with the right cutout (intersection over union) to be expected of results that look like this
    /// one. Of a supplied trimap it speaks for what was left unknown only.
    /// </summary>
    public required double Confidence { get; init; }

    /// <summary>
    /// Mean binary entropy of the segmentation's probability over the picture, in bits, 0..1; null with a supplied
    /// trimap.
    /// </summary>
    public double? MaskEntropy { get; init; }

    /// <summary>Share of the picture that the trimap left unknown, 0..1.</summary>
    public required double BandShare { get; init; }

    /// <summary>Mean alpha: the share of the picture that the subject takes, 0..1.</summary>
    public required double SubjectShare { get; init; }

    /// <summary>Sides of the picture that the subject reaches, clockwise from the top.</summary>
    public required IReadOnlyList<PictureEdge> EdgesTouched { get; init; }

    /// <summary>
    /// 1 − intersection over union of two cheap segmentations of the picture, 0..1; null with a supplied trimap and
    /// where the segmenter makes no second one.
    /// </summary>
    public double? Disagreement { get; init; }

    /// <summary>What an operator should look at: members of <see cref="CutoutWarnings"/>, in its order.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
