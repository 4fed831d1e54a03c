namespace Pipeline.Dispatcher.Dispatch;

/// <summary>What came of an attempt to publish jobs.</summary>
/// <param name="Confirmed">Sequence numbers that the broker has confirmed.</param>
/// <param name="Unusable">Those that can be no message; they would keep the others back for ever.</param>
/// <param name="Trouble">What happened to the first of the rest; null where there is none.</param>
internal sealed record PublishResult(
    IReadOnlyList<long> Confirmed, IReadOnlyList<GivenUpJob> Unusable, Exception? Trouble);
