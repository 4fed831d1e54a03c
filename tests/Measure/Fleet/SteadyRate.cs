namespace Pipeline.Measure.Fleet;

/// <summary>What a fleet does once it runs.</summary>
/// <param name="JobsPerSecond">Ends that the ledger has.</param>
/// <param name="Elapsed">How long that was measured.</param>
/// <param name="CpuTimes">Meanwhile: of the dispatcher, then of the others.</param>
internal sealed record SteadyRate(double JobsPerSecond, TimeSpan Elapsed, IReadOnlyList<TimeSpan> CpuTimes);
