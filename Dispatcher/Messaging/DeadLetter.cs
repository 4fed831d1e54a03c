namespace Pipeline.Dispatcher.Messaging;

/// <summary>A message in a queue of dead letters.</summary>
/// <param name="Body">As it was sent.</param>
/// <param name="Exchange">Where it was sent to first; null when the broker does not say.</param>
public sealed record DeadLetter(ReadOnlyMemory<byte> Body, string? Exchange);
