using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Progress;

/// <summary>The queue on which the dispatcher hears how jobs ended.</summary>
internal sealed class JobEventsConsumerDefinition : ConsumerDefinition<JobEventsConsumer>
{
    public JobEventsConsumerDefinition() => EndpointName = EndpointNames.JobTracker;
}
