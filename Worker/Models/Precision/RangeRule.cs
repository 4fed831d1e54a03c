namespace Pipeline.Worker.Models.Precision;

/// <summary>From the values that were seen of an activation to the range that 8 bits have to cover.</summary>
internal enum RangeRule
{
    /// <summary>Everything that was seen.</summary>
    MinMax,

    /// <summary>All but one in ten thousand.</summary>
    Percentile,

    /// <summary>The part of it whose rounding and clipping together make the least mean square error.</summary>
    LeastSquares,
}
