namespace Pipeline.Measure;

/// <summary>What a command cannot do, said in a sentence; it ends with exit code 2.</summary>
internal sealed class MeasureException(string message) : Exception(message);
