using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;

namespace Pipeline.Worker.Consumers;

/// <summary>The queue of this worker's chain, how many jobs run at once, and what is tried again.</summary>
internal sealed class RemoveBackgroundConsumerDefinition : ConsumerDefinition<RemoveBackgroundConsumer>
{
    private readonly int _concurrency;

    public RemoveBackgroundConsumerDefinition(IOptions<ChainOptions> chain, IOptions<ConsumerOptions> options)
    {
        EndpointName = EndpointNames.RemoveBackground(chain.Value.Served);
        _concurrency = options.Value.Concurrency;
    }

    protected override void ConfigureConsumer(
        IReceiveEndpointConfigurator endpointConfigurator,
        IConsumerConfigurator<RemoveBackgroundConsumer> consumerConfigurator,
        IRegistrationContext context)
    {
        // Jobs are sent to the queue of their chain, never published to every worker.
        endpointConfigurator.ConfigureConsumeTopology = false;
        endpointConfigurator.ConcurrentMessageLimit = _concurrency;
        endpointConfigurator.PrefetchCount = _concurrency + 1;
        // Trouble with the store passes; whatever else is thrown would be thrown again.
        endpointConfigurator.UseMessageRetry(retry =>
        {
            retry.Handle<IOException>();
            retry.Intervals(TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1));
        });
    }
}
