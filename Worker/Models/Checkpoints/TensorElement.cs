namespace Pipeline.Worker.Models.Checkpoints;

/// <summary>What a tensor's numbers are.</summary>
internal enum TensorElement
{
    Float32,
    Float64,
    Float16,

    /// <summary>The upper half of a <see cref="Float32"/>.</summary>
    BFloat16,
    Int64,
    Int32,
    Int16,
    Int8,
    UInt8,
    Bool,
}
