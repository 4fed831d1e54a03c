namespace Pipeline.Worker.Inference;

/// <summary>What <see cref="InferenceOptions"/> come to on the provider that runs.</summary>
/// <param name="MaxBatch">Most inputs in one run.</param>
/// <param name="Patience">How long an input waits for company.</param>
/// <param name="ParallelRuns">Runs of one network at once.</param>
internal readonly record struct BatchLimits(int MaxBatch, TimeSpan Patience, int ParallelRuns);
