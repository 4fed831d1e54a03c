using System.Net.Security;
using System.Security.Authentication;
using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Progress;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>Both buses on RabbitMQ: raw JSON and frozen names.</summary>
public static class FleetBus
{
    /// <summary>The bus that workers are heard on.</summary>
    public static void UseRabbitMq(this IBusRegistrationConfigurator bus)
    {
        bus.DisableUsageTelemetry();
        bus.AddConsumer<RosterConsumer>();
        bus.UsingRabbitMq((context, rabbit) =>
        {
            Connect(context, rabbit, "pipeline-dispatcher roster");
            // Announcements are repeated: nobody needs those of the time when nobody listened.
            rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition("dispatcher-roster"), endpoint =>
            {
                endpoint.ConfigureConsumeTopology = false;
                endpoint.Bind(EventNames.WorkerAnnounced, Fanout);
                endpoint.ConfigureConsumer<RosterConsumer>(context);
            });
        });
    }

    /// <summary>The bus that jobs and events leave on.</summary>
    public static void UsePublishingRabbitMq(this IBusRegistrationConfigurator<IPublishingBus> bus)
    {
        bus.DisableUsageTelemetry();
        bus.UsingRabbitMq((context, rabbit) =>
        {
            Connect(context, rabbit, "pipeline-dispatcher publisher");
            rabbit.Message<BatchCancelled>(message => message.SetEntityName(EventNames.BatchCancelled));
            rabbit.Message<BatchCompleted>(message => message.SetEntityName(EventNames.BatchCompleted));
            rabbit.Message<BackgroundRemovalFailed>(message => message.SetEntityName(EventNames.BackgroundRemovalFailed));
        });
    }

    private static void Fanout(IRabbitMqExchangeBindingConfigurator exchange) =>
        (exchange.ExchangeType, exchange.Durable) = (RabbitMQ.Client.ExchangeType.Fanout, true);

    private static void Connect(IRegistrationContext context, IRabbitMqBusFactoryConfigurator rabbit, string name)
    {
        var options = context.GetRequiredService<IOptions<BrokerOptions>>().Value;
        rabbit.Host(options.Host, options.ActualPort, options.VirtualHost, name, host =>
        {
            host.Username(options.User);
            host.Password(options.Password);
            if (options.Tls)
            {
                host.UseSsl(tls =>
                {
                    tls.Protocol = SslProtocols.Tls12 | SslProtocols.Tls13;
                    tls.ServerName = options.CertificateName;
                    // MassTransit would take a certificate that nobody vouches for.
                    tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateChainErrors);
                    tls.EnforcePolicyErrors(SslPolicyErrors.RemoteCertificateNameMismatch);
                });
            }
        });
        rabbit.ClearSerialization();
        // A third of a job would be spaces.
        rabbit.ConfigureJsonSerializerOptions(json => new JsonSerializerOptions(json) { WriteIndented = false });
        rabbit.UseRawJsonSerializer(RawSerializerOptions.AnyMessageType | RawSerializerOptions.CopyHeaders, isDefault: true);
        rabbit.UseRawJsonDeserializer(RawSerializerOptions.All, isDefault: true);
    }
}
