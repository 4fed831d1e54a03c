using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Pipeline.Contracts;
using Pipeline.Services;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>
/// A plain AMQP client, as a system of another maker would be one: submits raw JSON and listens on a queue of its own.
/// </summary>
internal sealed class Outsider : IAsyncDisposable
{
    private static readonly string[] Events = [EventNames.BackgroundRemoved, EventNames.BackgroundRemovalFailed];
    private static readonly CreateChannelOptions Confirming = new(true, true);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly Channel<HeardEvent> _heard = Channel.CreateUnbounded<HeardEvent>();

    private Outsider(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Outsider> ConnectAsync(RabbitMqVirtualHost broker)
    {
        var connection = await new ConnectionFactory { Uri = broker.Uri }.CreateConnectionAsync();
        return new Outsider(connection, await connection.CreateChannelAsync(Confirming));
    }

    /// <summary>From now on events come to a queue of its own: those about jobs, unless others are named.</summary>
    public async Task ListenAsync(params string[] exchanges)
    {
        var queue = (await _channel.QueueDeclareAsync()).QueueName;
        foreach (var exchange in exchanges.Length > 0 ? exchanges : Events)
        {
            await _channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
            await _channel.QueueBindAsync(queue, exchange, "");
        }

        var consumer = new AsyncEventingBasicConsumer(_channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            _heard.Writer.TryWrite(new HeardEvent(
                delivery.Exchange,
                JsonDocument.Parse(delivery.Body.ToArray()).RootElement,
                delivery.BasicProperties.Headers?.ToDictionary(header => header.Key, header => Text(header.Value)) ?? [],
                delivery.BasicProperties.ContentType ?? ""));
            return Task.CompletedTask;
        };
        await _channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    /// <summary>The next events, of any job.</summary>
    public async Task<IReadOnlyList<HeardEvent>> HearAsync(int count)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        var heard = new List<HeardEvent>();
        while (heard.Count < count)
        {
            heard.Add(await _heard.Reader.ReadAsync(deadline.Token));
        }

        return heard;
    }

    /// <summary>Until the event of one job comes.</summary>
    public async Task HearUntilAsync(Guid jobId)
    {
        while ((await HearAsync(1))[0].JobId != jobId)
        {
        }
    }

    /// <summary>What has come without waiting.</summary>
    public IReadOnlyList<HeardEvent> HeardSoFar()
    {
        var heard = new List<HeardEvent>();
        while (_heard.Reader.TryRead(out var next))
        {
            heard.Add(next);
        }

        return heard;
    }

    /// <summary>Declares the queue of a chain as every sender does, so that jobs can wait for a worker.</summary>
    public async Task DeclareJobQueueAsync(string queue)
    {
        await _channel.ExchangeDeclareAsync(queue, ExchangeType.Fanout, durable: true);
        var arguments = new Dictionary<string, object?> { ["x-queue-type"] = "quorum" };
        await _channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, arguments);
        await _channel.QueueBindAsync(queue, queue, "");
    }

    /// <summary>Returns when the broker has the job on disk.</summary>
    public Task SubmitAsync(RemoveBackground job) =>
        SendAsync(EndpointNames.RemoveBackground(job.Chain.Name), job, job.JobId);

    public async Task SendAsync<T>(string exchange, T message, Guid id)
    {
        var properties = new BasicProperties
        {
            ContentType = "application/json",
            MessageId = id.ToString(),
            Persistent = true,
        };
        var body = JsonSerializer.SerializeToUtf8Bytes(message, JsonSerializerOptions.Web);
        await _channel.BasicPublishAsync(exchange, "", mandatory: true, properties, body);
    }

    private static string Text(object? value) => value is byte[] text ? Encoding.UTF8.GetString(text) : $"{value}";

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
