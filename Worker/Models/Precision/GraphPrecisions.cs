namespace Pipeline.Worker.Models.Precision;

/// <summary>Precisions in the words of options, files and sentences.</summary>
internal static class GraphPrecisions
{
    /// <returns><c>float32</c>, <c>int8</c> or <c>float16</c>.</returns>
    public static string Word(this GraphPrecision precision) => precision.ToString().ToLowerInvariant();
}
