namespace Pipeline.Worker.Models.Precision;

/// <summary>A variant against single precision: same weights, same photos, same machine, one after the other.</summary>
internal sealed record VariantTrial
{
    /// <summary>Photos that were compared; none of them was one of those it was calibrated on.</summary>
    public required int Photos { get; init; }

    /// <summary>
    /// Share of the answer's pixels, 0..1, for which both decide alike: for the same class where the network has
    /// classes, else on the same side of one half.
    /// </summary>
    public required double Agreement { get; init; }

    /// <summary>Mean of the differences of probability or alpha, 0..1, without sign.</summary>
    public required double MeanDifference { get; init; }

    /// <summary>The largest of them.</summary>
    public required double MaxDifference { get; init; }

    /// <summary>Median of a run.</summary>
    public required double Milliseconds { get; init; }

    /// <summary>Median of a run in single precision.</summary>
    public required double Float32Milliseconds { get; init; }

    /// <summary>What ran both.</summary>
    public required string Machine { get; init; }
}
