using System.Net.Security;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using RabbitMQ.Client;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Connects once before the bus does, and declares every exchange and queue, so that whatever is wrong with broker,
/// credentials or queues is said in a sentence instead of being tried again for ever.
/// </summary>
internal sealed class BrokerCheck(
    IOptions<BrokerOptions> options, IOptions<FleetOptions> fleet, IInstalledChains chains)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="CannotStartException">With the reason.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        try
        {
            await using var connection = await ConnectAsync(cancellation);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
            foreach (var exchange in EventNames.All)
            {
                await channel.ExchangeDeclareAsync(
                    exchange, ExchangeType.Fanout, durable: true, cancellationToken: cancellation);
            }

            foreach (var queue in FleetTopology.Queues(chains.All.Select(c => c.Name), fleet.Value.RetryDelays))
            {
                await DeclareAsync(channel, queue, cancellation);
            }
        }
        catch (Exception e) when (BrokerExceptions.Explain(e, options.Value) is { } trouble)
        {
            throw trouble;
        }
    }

    private static async Task DeclareAsync(IChannel channel, QueueDeclaration queue, CancellationToken cancellation)
    {
        await channel.ExchangeDeclareAsync(
            queue.Name, ExchangeType.Fanout, durable: true, cancellationToken: cancellation);
        await channel.QueueDeclareAsync(
            queue.Name,
            durable: true,
            exclusive: false,
            autoDelete: false,
            queue.Arguments,
            cancellationToken: cancellation);
        await channel.QueueBindAsync(queue.Name, queue.Name, "", cancellationToken: cancellation);
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellation)
    {
        var broker = options.Value;
        var factory = new ConnectionFactory
        {
            HostName = broker.Host,
            Port = broker.ActualPort,
            VirtualHost = broker.VirtualHost,
            UserName = broker.User,
            Password = broker.Password,
            RequestedConnectionTimeout = Patience,
            ContinuationTimeout = Patience,
            AutomaticRecoveryEnabled = false,
            Ssl = new SslOption(broker.CertificateName, enabled: broker.Tls)
            {
                AcceptablePolicyErrors = SslPolicyErrors.None,
            },
        };
        return await factory.CreateConnectionAsync("pipeline-worker check", cancellation);
    }
}
