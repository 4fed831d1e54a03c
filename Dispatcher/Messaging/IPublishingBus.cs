using MassTransit;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>
/// The bus that publishes. Its connection is not the one that consumes: a broker short of memory or disk blocks whoever
/// publishes, and the tracker must go on hearing.
/// </summary>
public interface IPublishingBus : IBus;
