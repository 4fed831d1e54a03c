using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Every exchange and queue that the worker needs. <c>deploy/rabbitmq/README.md</c> is its description.
/// </summary>
internal static class FleetTopology
{
    /// <summary>The queues from which jobs of a chain are taken, that of the impatient first.</summary>
    public static IReadOnlyList<string> JobQueues(string chain) =>
        [EndpointNames.RemoveBackgroundInteractive(chain), EndpointNames.RemoveBackground(chain)];

    /// <summary>All queues, each bound to the exchange of its name.</summary>
    public static IEnumerable<QueueDeclaration> Queues(IEnumerable<string> chains, IReadOnlyList<TimeSpan> delays) =>
        chains.SelectMany(JobQueues)
            .SelectMany(queue => delays.Select(delay => Retry(queue, delay)).Prepend(new QueueDeclaration(queue)))
            .Append(new QueueDeclaration(EndpointNames.DeadJobs))
            .Append(new QueueDeclaration(EndpointNames.Unroutable));

    private static QueueDeclaration Retry(string queue, TimeSpan delay) =>
        new(EndpointNames.Retry(queue, delay))
        {
            // Its delay is its nature, so that these are arguments; what may change later is a policy's.
            Arguments =
            {
                ["x-message-ttl"] = (long)delay.TotalMilliseconds,
                ["x-dead-letter-exchange"] = queue,
                ["x-dead-letter-strategy"] = "at-least-once",
                ["x-overflow"] = "reject-publish",
            },
        };
}
