namespace Pipeline.Dispatcher.Dispatch;

/// <summary>What came of an attempt to publish jobs.</summary>
/// <param name="Confirmed">Sequence numbers that the broker has confirmed.</param>
/// <param name="Trouble">What happened to the first of the others; null where all were confirmed.</param>
internal sealed record PublishResult(IReadOnlyList<long> Confirmed, Exception? Trouble);
