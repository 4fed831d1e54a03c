namespace Pipeline.Worker.Models.Precision;

/// <summary>An installed model's graph in another precision, made here, and what that costs and gains.</summary>
internal sealed record ModelVariant
{
    /// <summary>Of the ONNX file, lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Size of the ONNX file.</summary>
    public required long Bytes { get; init; }

    /// <summary>How activations' ranges were chosen; null where the numbers have no range to be chosen.</summary>
    public RangeRule? Rule { get; init; }

    /// <summary>Photos that the ranges were taken from; 0 where there are none.</summary>
    public required int CalibrationPhotos { get; init; }

    public required VariantTrial Trial { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}
