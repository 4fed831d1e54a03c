using System.Globalization;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Every exchange and queue that the worker needs. <c>deploy/rabbitmq/README.md</c> is its description.
/// </summary>
internal static class FleetTopology
{
    /// <summary>Exchanges of events. Their queues are their listeners' business.</summary>
    public static IReadOnlyList<string> EventExchanges { get; } =
    [
        EventNames.BackgroundRemoved, EventNames.BackgroundRemovalFailed, EventNames.BatchCancelled,
        EventNames.BatchCompleted, EventNames.WorkerAnnounced,
    ];

    /// <summary>The queues from which jobs of a chain are taken, that of the impatient first.</summary>
    public static IReadOnlyList<string> JobQueues(string chain) =>
        [EndpointNames.RemoveBackgroundInteractive(chain), EndpointNames.RemoveBackground(chain)];

    /// <summary>Where a job waits before it is tried again: <c>….retry-30s</c>, <c>-5m</c>, <c>-2h</c>.</summary>
    public static string RetryQueue(string chain, TimeSpan delay) =>
        $"{EndpointNames.RemoveBackground(chain)}.retry-{Format(delay)}";

    /// <summary>All queues, each bound to the exchange of its name.</summary>
    public static IEnumerable<QueueDeclaration> Queues(IEnumerable<string> chains, IReadOnlyList<TimeSpan> delays) =>
        chains.SelectMany(chain => JobQueues(chain).Select(name => new QueueDeclaration(name))
            .Concat(delays.Select(delay => Retry(chain, delay))))
            .Append(new QueueDeclaration(EndpointNames.DeadJobs))
            .Append(new QueueDeclaration(EndpointNames.Unroutable));

    private static QueueDeclaration Retry(string chain, TimeSpan delay) => new(RetryQueue(chain, delay))
    {
        // Its delay is its nature, so that these are arguments; what may change later is a policy's.
        Arguments =
        {
            ["x-message-ttl"] = (long)delay.TotalMilliseconds,
            ["x-dead-letter-exchange"] = EndpointNames.RemoveBackground(chain),
            ["x-dead-letter-strategy"] = "at-least-once",
            ["x-overflow"] = "reject-publish",
        },
    };

    /// <summary>Delays are whole seconds.</summary>
    private static string Format(TimeSpan delay) => delay switch
    {
        { TotalHours: >= 1, Minutes: 0, Seconds: 0 } => Format((long)delay.TotalHours, 'h'),
        { TotalMinutes: >= 1, Seconds: 0 } => Format((long)delay.TotalMinutes, 'm'),
        _ => Format((long)delay.TotalSeconds, 's'),
    };

    private static string Format(long number, char unit) => string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
}
