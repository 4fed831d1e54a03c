namespace Pipeline.Dispatcher.Messaging;

/// <summary>What a broker says of a queue. What a consumer holds unacknowledged is not counted.</summary>
/// <param name="Ready">Messages that wait.</param>
/// <param name="Consumers">Who takes them.</param>
public sealed record QueueState(long Ready, long Consumers);
