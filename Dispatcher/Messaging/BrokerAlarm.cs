using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Dispatcher.Messaging;

/// <summary>
/// Asks a broker whether it is short of memory or disk. It tells only a connection that publishes, so that one publishes a
/// message to no queue, which the broker drops.
/// </summary>
internal static class BrokerAlarm
{
    private const string NoQueue = "pipeline-alarm-check";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Closing = TimeSpan.FromSeconds(1);

    /// <returns>The broker's words, such as "low on disk"; null where it takes messages.</returns>
    public static async Task<string?> FindAsync(BrokerOptions options, CancellationToken cancellation)
    {
        var factory = RabbitConnections.Factory(options);
        factory.ContinuationTimeout = Patience;
        var connection = await factory.CreateConnectionAsync("pipeline-dispatcher alarm check", cancellation);
        try
        {
            var blocked = new TaskCompletionSource<string?>(TaskCreationOptions.RunContinuationsAsynchronously);
            connection.ConnectionBlockedAsync += (_, alarm) =>
            {
                blocked.TrySetResult(alarm.Reason);
                return Task.CompletedTask;
            };
            var first = await Task.WhenAny(PublishAsync(connection, cancellation), blocked.Task).WaitAsync(Patience, cancellation);
            return await first;
        }
        finally
        {
            // A blocked broker does not answer: what is open goes with the connection.
            await connection.AbortAsync(Closing);
            connection.Dispose();
        }
    }

    /// <returns>Null, when the broker has confirmed the message or may not be asked.</returns>
    private static async Task<string?> PublishAsync(IConnection connection, CancellationToken cancellation)
    {
        try
        {
            var channel = await connection.CreateChannelAsync(
                new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
                cancellation);
            await channel.BasicPublishAsync("", NoQueue, mandatory: false, ReadOnlyMemory<byte>.Empty, cancellation);
        }
        catch (Exception e) when (e is AlreadyClosedException || (e is OperationInterruptedException closed
            && closed.ShutdownReason?.ReplyCode == Constants.AccessRefused))
        {
            // The connection was ended by us, or its user may not publish here.
        }

        return null;
    }
}
