using System.Text;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>
/// RabbitMQ over one connection of its own. Exchanges are durable fanouts and queues quorum queues without further
/// arguments: limits are the broker's policies (deploy/rabbitmq), since an argument can never be changed.
/// </summary>
internal sealed class RabbitBroker(IOptions<BrokerOptions> options) : IBroker, IAsyncDisposable
{
    private const string FirstDeathExchange = "x-first-death-exchange";

    private static readonly Dictionary<string, object?> Quorum = new() { ["x-queue-type"] = "quorum" };

    private readonly BrokerOptions _options = options.Value;
    private readonly SemaphoreSlim _gate = new(1);
    private IConnection? _connection;

    public async ValueTask DisposeAsync()
    {
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }

        _gate.Dispose();
    }

    public Task DeclareAsync(CancellationToken cancellation) => UseAsync(
        async channel =>
        {
            foreach (var exchange in EventNames.All)
            {
                await ExchangeAsync(channel, exchange, cancellation);
            }

            await QueueAsync(channel, EndpointNames.JobTracker, cancellation);
            await BindAsync(channel, EndpointNames.JobTracker, EventNames.BackgroundRemoved, cancellation);
            await BindAsync(channel, EndpointNames.JobTracker, EventNames.BackgroundRemovalFailed, cancellation);
            foreach (var name in (string[])[EndpointNames.DeadJobs, EndpointNames.Unroutable])
            {
                await ExchangeWithQueueAsync(channel, name, cancellation);
            }

            return true;
        },
        cancellation);

    public Task DeclareJobsAsync(string chain, CancellationToken cancellation) => UseAsync(
        async channel =>
        {
            await ExchangeWithQueueAsync(channel, EndpointNames.RemoveBackground(chain), cancellation);
            await ExchangeWithQueueAsync(channel, EndpointNames.RemoveBackgroundInteractive(chain), cancellation);
            return true;
        },
        cancellation);

    public Task<QueueState?> LookAsync(string queue, CancellationToken cancellation) => UseAsync(
        async channel =>
        {
            try
            {
                var state = await channel.QueueDeclarePassiveAsync(queue, cancellation);
                return new QueueState(state.MessageCount, state.ConsumerCount);
            }
            catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == Constants.NotFound)
            {
                return null;
            }
        },
        cancellation);

    public async Task<string?> FindAlarmAsync(CancellationToken cancellation)
    {
        try
        {
            return await BrokerAlarm.FindAsync(_options, cancellation) is { } reason
                ? $"The broker {_options} takes no messages: it is {reason}. It goes on by itself when its machine has room again; "
                    + "'rabbitmq-diagnostics alarms' shows what it lacks."
                : null;
        }
        catch (Exception e) when (BrokerExceptions.ToRefusal(e, _options) is { } refusal)
        {
            throw refusal;
        }
    }

    public async Task<int> SweepAsync(
        string queue, Func<DeadLetter, Task<string?>> handle, CancellationToken cancellation)
    {
        var letters = (await LookAsync(queue, cancellation))?.Ready ?? 0;
        return letters == 0 ? 0 : await UseAsync(
            async channel =>
            {
                var sent = 0;
                var kept = new List<ulong>();
                for (; letters > 0 && await channel.BasicGetAsync(queue, autoAck: false, cancellation) is { } letter; letters--)
                {
                    if (await handle(new DeadLetter(letter.Body, ExchangeOf(letter))) is { } exchange)
                    {
                        sent += await SendOnAsync(channel, letter, exchange, cancellation);
                        await channel.BasicAckAsync(letter.DeliveryTag, multiple: false, cancellation);
                    }
                    else
                    {
                        kept.Add(letter.DeliveryTag);
                    }
                }

                // Given back only now, or the next turn would get the same letter again.
                foreach (var tag in kept)
                {
                    await channel.BasicNackAsync(tag, multiple: false, requeue: true, cancellation);
                }

                return sent;
            },
            cancellation);
    }

    private async Task<int> SendOnAsync(
        IChannel channel, BasicGetResult letter, string exchange, CancellationToken cancellation)
    {
        if (exchange.Length == 0)
        {
            return 0;
        }

        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(_options.ConfirmSeconds));
        await channel.BasicPublishAsync(
            exchange, "", mandatory: true, Onward(letter.BasicProperties), letter.Body, deadline.Token)
            .AsTask().WaitAsync(deadline.Token);
        return 1;
    }

    private static string? ExchangeOf(BasicGetResult letter) =>
        letter.BasicProperties.Headers?.TryGetValue(FirstDeathExchange, out var exchange) == true && exchange is byte[] name
            ? Encoding.UTF8.GetString(name)
            : null;

    /// <summary>The same message with nothing that counts or tells its deaths.</summary>
    private static BasicProperties Onward(IReadOnlyBasicProperties letter) => new(letter)
    {
        DeliveryMode = DeliveryModes.Persistent,
        Headers = letter.Headers?
            .Where(header => !header.Key.StartsWith("x-", StringComparison.Ordinal)
                && !header.Key.StartsWith("MT-Fault", StringComparison.Ordinal))
            .ToDictionary(header => header.Key, header => header.Value),
    };

    private static Task ExchangeAsync(IChannel channel, string name, CancellationToken cancellation) =>
        channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, cancellationToken: cancellation);

    private static Task<QueueDeclareOk> QueueAsync(IChannel channel, string name, CancellationToken cancellation) =>
        channel.QueueDeclareAsync(name, durable: true, exclusive: false, autoDelete: false, Quorum, cancellationToken: cancellation);

    private static Task BindAsync(IChannel channel, string queue, string exchange, CancellationToken cancellation) =>
        channel.QueueBindAsync(queue, exchange, "", cancellationToken: cancellation);

    private static async Task ExchangeWithQueueAsync(IChannel channel, string name, CancellationToken cancellation)
    {
        await ExchangeAsync(channel, name, cancellation);
        await QueueAsync(channel, name, cancellation);
        await BindAsync(channel, name, name, cancellation);
    }

    /// <summary>On a channel of its own: whatever the broker refuses closes the channel.</summary>
    private async Task<T> UseAsync<T>(Func<IChannel, Task<T>> use, CancellationToken cancellation)
    {
        try
        {
            var connection = await ConnectAsync(cancellation);
            await using var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                cancellation);
            return await use(channel);
        }
        catch (Exception e) when (BrokerExceptions.ToRefusal(e, _options) is { } refusal)
        {
            throw refusal;
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            if (_connection is not { IsOpen: true })
            {
                using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                deadline.CancelAfter(TimeSpan.FromSeconds(_options.StartSeconds));
                _connection = await RabbitConnections.Factory(_options).CreateConnectionAsync("pipeline-dispatcher operations", deadline.Token);
            }

            return _connection;
        }
        finally
        {
            _gate.Release();
        }
    }
}
