namespace Pipeline.Dispatcher.Batches;

/// <summary>Several photos that would be written to one file.</summary>
public sealed record OutputCollision(string Output, IReadOnlyList<string> Sources);
