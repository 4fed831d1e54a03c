using MassTransit;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// The connection on which events and retries leave. A broker that blocks publishers blocks this one alone, and jobs
/// are still taken and acknowledged on the other.
/// </summary>
public interface IEventBus : IBus;
