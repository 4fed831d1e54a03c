using System.Diagnostics.CodeAnalysis;

namespace Pipeline.Worker.Models.Precision;

/// <summary>The numbers that a network computes in. Its inputs and outputs are the same in all of them.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "Operators know precisions by these names.")]
public enum GraphPrecision
{
    /// <summary>As published.</summary>
    Float32,

    /// <summary>
    /// Convolutions in 8-bit integers, for processors. Segmenters only: alpha loses too much by it, so that matting
    /// networks stay in single precision where this is asked for.
    /// </summary>
    Int8,

    /// <summary>Half precision, for GPUs.</summary>
    Float16,
}
