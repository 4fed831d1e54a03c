namespace Pipeline.Measure.Reference;

/// <summary>A program with its setting.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Alpha">File that a run leaves: a matte, or a cutout with alpha.</param>
/// <param name="Against">Name of the contender that its alpha is compared with; null compares with nothing.</param>
/// <param name="Measure">Runs a process with so many runs.</param>
internal sealed record Contender(string Name, string Alpha, string? Against, Func<int, ProgramRun> Measure);
