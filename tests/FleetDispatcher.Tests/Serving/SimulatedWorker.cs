using System.Collections.Concurrent;
using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Services;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>
/// A worker without pictures, on a plain AMQP client and raw JSON, as an outsider would write one. The photo's name
/// says how its job ends: <c>bad…</c> is no picture, <c>lost…</c> is never answered, <c>dead…</c> is given back until
/// the broker has lost patience once, <c>doomed…</c> for ever; everything else is cut out.
/// </summary>
internal sealed class SimulatedWorker : IAsyncDisposable
{
    public const string Chain = "standard";
    public const string Digest = "c1a551c0";

    /// <summary>More than the broker's policy lets it deliver a job.</summary>
    private const int ReturnsOfTheDead = 21;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<Guid, byte> _cancelled = [];
    private readonly ConcurrentQueue<(RemoveBackground Job, string Queue)> _seen = [];
    private readonly TaskCompletionSource _release = new();
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private SimulatedWorker(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    /// <summary>Deliveries, in their order.</summary>
    public IReadOnlyList<(RemoveBackground Job, string Queue)> Seen => [.. _seen];

    /// <summary>Batches that it was told of as cancelled.</summary>
    public IReadOnlyCollection<Guid> Cancelled => [.. _cancelled.Keys];

    /// <param name="broker">The virtual host.</param>
    /// <param name="held">Whether to answer only after <see cref="Release"/>.</param>
    /// <param name="prefetch">Jobs that it holds at once.</param>
    public static async Task<SimulatedWorker> StartAsync(Uri broker, bool held = false, ushort prefetch = 200)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var channel = await connection.CreateChannelAsync();
        await channel.BasicQosAsync(0, prefetch, false);
        var worker = new SimulatedWorker(connection, channel);
        if (!held)
        {
            worker.Release();
        }

        await worker.ListenAsync();
        return worker;
    }

    public void Release() => _release.TrySetResult();

    public Task AnnounceAsync() => PublishAsync(EventNames.WorkerAnnounced, new WorkerAnnounced
    {
        WorkerId = "simulated",
        Chains = [new ChainRef { Name = Chain, Digest = Digest }],
        Provider = "cpu",
        StartedAt = DateTimeOffset.UnixEpoch,
    });

    public async ValueTask DisposeAsync()
    {
        Release();
        await _connection.DisposeAsync();
    }

    private async Task ListenAsync()
    {
        var heard = (await _channel.QueueDeclareAsync()).QueueName;
        await _channel.ExchangeDeclareAsync(EventNames.BatchCancelled, ExchangeType.Fanout, durable: true);
        await _channel.QueueBindAsync(heard, EventNames.BatchCancelled, "");
        await ConsumeAsync(heard, delivery =>
        {
            _cancelled.TryAdd(Read<BatchCancelled>(delivery).BatchId, 0);
            return Task.FromResult(true);
        });
        foreach (var queue in (string[])[EndpointNames.RemoveBackground(Chain), EndpointNames.RemoveBackgroundInteractive(Chain)])
        {
            var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
            await _channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true);
            await _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
            await _channel.QueueBindAsync(queue, queue, "");
            await ConsumeAsync(queue, delivery => AnswerAsync(Read<RemoveBackground>(delivery), queue));
        }
    }

    private static T Read<T>(BasicDeliverEventArgs delivery) => JsonSerializer.Deserialize<T>(delivery.Body.Span, Json)!;

    private async Task ConsumeAsync(string queue, Func<BasicDeliverEventArgs, Task<bool>> handle)
    {
        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // What is held must not keep further deliveries from coming. The body is only lent for the handler's time.
            var kept = new BasicDeliverEventArgs(
                delivery.ConsumerTag, delivery.DeliveryTag, delivery.Redelivered, delivery.Exchange, delivery.RoutingKey,
                delivery.BasicProperties, delivery.Body.ToArray());
            _ = HandleAsync(kept, handle);
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: false, consumer);
    }

    private async Task HandleAsync(BasicDeliverEventArgs delivery, Func<BasicDeliverEventArgs, Task<bool>> handle)
    {
        if (await handle(delivery))
        {
            await _channel.BasicAckAsync(delivery.DeliveryTag, false);
        }
        else
        {
            await _channel.BasicNackAsync(delivery.DeliveryTag, false, requeue: true);
        }
    }

    /// <returns>Whether the job is done with; it goes back otherwise.</returns>
    private async Task<bool> AnswerAsync(RemoveBackground job, string queue)
    {
        _seen.Enqueue((job, queue));
        await _release.Task;
        var name = Path.GetFileName(job.Source.Name);
        if (name.StartsWith("lost", StringComparison.Ordinal))
        {
            return true;
        }

        if (name.StartsWith("doomed", StringComparison.Ordinal)
            || (name.StartsWith("dead", StringComparison.Ordinal)
                && _seen.Count(seen => seen.Job.JobId == job.JobId) <= ReturnsOfTheDead))
        {
            return false;
        }

        if (_cancelled.ContainsKey(job.BatchId))
        {
            await PublishAsync(EventNames.BackgroundRemovalFailed, Failed(job, FailureReason.Cancelled));
        }
        else if (name.StartsWith("bad", StringComparison.Ordinal))
        {
            await PublishAsync(EventNames.BackgroundRemovalFailed, Failed(job, FailureReason.NotAnImage));
        }
        else
        {
            await PublishAsync(EventNames.BackgroundRemoved, Answers.Removed(job));
        }

        return true;
    }

    private static BackgroundRemovalFailed Failed(RemoveBackground job, FailureReason reason) => Answers.Failed(job, reason);

    private async Task PublishAsync<T>(string exchange, T message)
    {
        await _channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        var properties = new BasicProperties { ContentType = "application/json", DeliveryMode = DeliveryModes.Persistent };
        await _channel.BasicPublishAsync(exchange, "", false, properties, JsonSerializer.SerializeToUtf8Bytes(message, Json));
    }
}
