namespace Pipeline.Measure.Reference;

/// <summary>One process of one program.</summary>
/// <param name="Stages">Medians over its runs, and its peak memory; null when it failed.</param>
/// <param name="ProcessSeconds">From its start to its end: loading, every run, all.</param>
/// <param name="Failure">Why, when it did.</param>
internal sealed record ProgramRun(StageMeasurement? Stages, double ProcessSeconds, string? Failure = null);
