using System.Net.Security;
using System.Security.Authentication;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Consumers;

namespace Pipeline.Worker.Messaging;

/// <summary>The two connections of a worker: one takes jobs, the other publishes.</summary>
internal static class FleetBus
{
    /// <summary>Of all queues together: what a dying worker holds is begun again.</summary>
    private const int MostPrefetched = 64;

    /// <summary>Few jobs are those of a person who waits.</summary>
    private const int InteractiveShare = 4;

    /// <summary>Takes jobs and hears of cancellations; publishes nothing.</summary>
    public static void ConfigureJobs(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        ConfigureBroker(context, bus, "jobs");
        var chains = context.GetRequiredService<IInstalledChains>().All;
        foreach (var (queue, most) in chains.SelectMany(chain => Prefetched(chain.Name, chains.Count)))
        {
            bus.ReceiveEndpoint(queue, endpoint => ConfigureJobQueue(context, endpoint, most));
        }

        bus.ReceiveEndpoint(new TemporaryEndpointDefinition("pipeline-worker"), endpoint =>
        {
            endpoint.ConfigureConsumeTopology = false;
            endpoint.Bind(EventNames.BatchCancelled);
            endpoint.ConfigureConsumer<BatchCancelledConsumer>(context);
        });
    }

    /// <summary>Publishes events and puts jobs off.</summary>
    public static void ConfigureEvents(IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus)
    {
        ConfigureBroker(context, bus, "events");
        bus.Message<BackgroundRemoved>(message => message.SetEntityName(EventNames.BackgroundRemoved));
        bus.Message<WorkerAnnounced>(message => message.SetEntityName(EventNames.WorkerAnnounced));
        bus.Message<BackgroundRemovalFailed>(message => message.SetEntityName(EventNames.BackgroundRemovalFailed));
    }

    /// <summary>
    /// As many jobs wait here as run, and a network's batch more: each that waits is begun again elsewhere if this
    /// process dies.
    /// </summary>
    private static void ConfigureJobQueue(
        IBusRegistrationContext context, IRabbitMqReceiveEndpointConfigurator endpoint, int most)
    {
        var concurrency = context.GetRequiredService<IOptions<ConsumerOptions>>().Value.Concurrency;
        var batch = context.GetRequiredService<IOptions<FleetOptions>>().Value.Batch;
        endpoint.SetQuorumQueue();
        // Jobs are sent to the queue of their chain, never published to every worker.
        endpoint.ConfigureConsumeTopology = false;
        endpoint.ConcurrentMessageLimit = concurrency;
        endpoint.PrefetchCount = Math.Min(most, concurrency + batch);
        endpoint.ConfigureConsumer<FleetJobConsumer>(context);
    }

    /// <summary>What each queue of a chain may hold here, so that all together stay below the limit.</summary>
    internal static IEnumerable<(string Queue, int Most)> Prefetched(string chain, int chains)
    {
        var share = MostPrefetched / chains;
        var interactive = Math.Max(1, share / InteractiveShare);
        yield return (EndpointNames.RemoveBackgroundInteractive(chain), interactive);
        yield return (EndpointNames.RemoveBackground(chain), Math.Max(1, share - interactive));
    }

    private static void ConfigureBroker(
        IBusRegistrationContext context, IRabbitMqBusFactoryConfigurator bus, string purpose)
    {
        var broker = context.GetRequiredService<IOptions<BrokerOptions>>().Value;
        bus.Host(broker.Host, broker.ActualPort, broker.VirtualHost, $"pipeline-worker {purpose}", host =>
        {
            host.Username(broker.User);
            host.Password(broker.Password);
            if (broker.Tls)
            {
                host.UseSsl(tls =>
                {
                    tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
                    tls.ServerName = broker.CertificateName;
                    // Left to itself the client accepts certificates of any authority.
                    tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors);
                    tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateNameMismatch);
                });
            }
        });
        bus.ClearSerialization();
        // Spaces would be a third of what is sent.
        bus.ConfigureJsonSerializerOptions(json => new JsonSerializerOptions(json) { WriteIndented = false });
        bus.UseRawJsonSerializer(RawSerializerOptions.All, isDefault: true);
        bus.UseRawJsonDeserializer(RawSerializerOptions.All, isDefault: true);
    }
}
