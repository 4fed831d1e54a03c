using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>A plain AMQP client that listens to one kind of event.</summary>
internal sealed class Ear : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Channel<BasicDeliverEventArgs> _heard = Channel.CreateUnbounded<BasicDeliverEventArgs>();
    private readonly IConnection _connection;

    private Ear(IConnection connection) => _connection = connection;

    public static async Task<Ear> StartAsync(Uri broker, string exchange)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync();
        var ear = new Ear(connection);
        var channel = await connection.CreateChannelAsync();
        await channel.ExchangeDeclareAsync(exchange, ExchangeType.Fanout, durable: true);
        var queue = (await channel.QueueDeclareAsync()).QueueName;
        await channel.QueueBindAsync(queue, exchange, "");
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The body is only lent for as long as the handler runs.
            ear._heard.Writer.TryWrite(new BasicDeliverEventArgs(
                delivery.ConsumerTag, delivery.DeliveryTag, delivery.Redelivered, delivery.Exchange, delivery.RoutingKey,
                delivery.BasicProperties, delivery.Body.ToArray()));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer);
        return ear;
    }

    /// <summary>The next event with its headers as texts.</summary>
    public async Task<(T Message, Dictionary<string, string> Headers)> HearAsync<T>()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var heard = await _heard.Reader.ReadAsync(patience.Token);
        var headers = heard.BasicProperties.Headers!
            .Where(header => header.Value is byte[])
            .ToDictionary(header => header.Key, header => Encoding.UTF8.GetString((byte[])header.Value!));
        return (JsonSerializer.Deserialize<T>(heard.Body.Span, Json)!, headers);
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
