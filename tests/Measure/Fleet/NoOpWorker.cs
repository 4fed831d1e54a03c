using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Services;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Pipeline.Measure.Fleet;

/// <summary>
/// A worker that answers every job at once, on a plain AMQP client, so that it is the least of what is measured.
/// </summary>
internal sealed class NoOpWorker : IAsyncDisposable
{
    public const string Chain = "standard";

    private const ushort Prefetch = 256;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly BasicProperties Properties = new()
    {
        ContentType = "application/json",
        DeliveryMode = DeliveryModes.Persistent,
    };

    private readonly IConnection _connection;
    private readonly IChannel _jobs;
    private readonly IChannel _events;

    private NoOpWorker(IConnection connection, IChannel jobs, IChannel events) =>
        (_connection, _jobs, _events) = (connection, jobs, events);

    public static async Task<NoOpWorker> StartAsync(Uri broker, CancellationToken cancellation)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellation);
        return new NoOpWorker(
            connection,
            await connection.CreateChannelAsync(cancellationToken: cancellation),
            await connection.CreateChannelAsync(cancellationToken: cancellation));
    }

    public async Task ConsumeAsync(CancellationToken cancellation)
    {
        await _jobs.BasicQosAsync(0, Prefetch, false, cancellation);
        var consumer = new AsyncEventingBasicConsumer(_jobs);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            await AnswerAsync(JsonSerializer.Deserialize<RemoveBackground>(delivery.Body.Span, Json)!, cancellation);
            await _jobs.BasicAckAsync(delivery.DeliveryTag, false, cancellation);
        };
        await _jobs.BasicConsumeAsync(EndpointNames.RemoveBackground(Chain), autoAck: false, consumer, cancellation);
    }

    public ValueTask AnswerAsync(RemoveBackground job, CancellationToken cancellation) => _events.BasicPublishAsync(
        EventNames.BackgroundRemoved, "", false, Properties, JsonSerializer.SerializeToUtf8Bytes(Removed(job), Json), cancellation);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    /// <summary>Of the size that a real event has.</summary>
    private static BackgroundRemoved Removed(RemoveBackground job) => Answers.Removed(job) with
    {
        Stages =
        [
            .. new[] { "read", "decode", "segment", "trimap", "matte", "foreground", "compose", "encode", "write" }
                .Select(stage => new StageTiming { Stage = stage, Seconds = 0.01 }),
        ],
    };
}
