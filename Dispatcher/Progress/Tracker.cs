using System.Data.Common;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Pipeline.Dispatcher.Progress;

/// <summary>
/// Hears how jobs ended and writes it, a thousand events in one transaction; they are acknowledged together when it is
/// through. On the plain client: a batch consumer of MassTransit takes nearly three times the processor time of this,
/// more than two cores have for ten thousand events in a second.
/// </summary>
internal sealed partial class Tracker(
    ILedger ledger,
    IOptions<BrokerOptions> broker,
    IOptions<TrackerOptions> options,
    TimeProvider time,
    ILogger<Tracker> logger) : BackgroundService
{
    private const int KeyDigits = 64;

    /// <summary>A quorum queue gives no consumer more.</summary>
    private const int MostPrefetch = 2000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <returns>Null where it can be the end of no job of a ledger.</returns>
    internal static JobEnd? ToEnd(JobEvent ended)
    {
        if (ended.JobKey.Length != KeyDigits || !ended.JobKey.All(char.IsAsciiHexDigit)
            || (ended.Reason is null && ended.Renditions is null))
        {
            return null;
        }

        return new JobEnd
        {
            Key = Convert.FromHexString(ended.JobKey),
            BatchId = ended.BatchId,
            Reason = ended.Reason,
            Detail = Plain(ended.Detail),
            Renditions = ended.Renditions ?? [],
            Confidence = ended.Quality?.Confidence,
            Warnings = [.. (ended.Quality?.Warnings ?? []).Select(warning => Plain(warning)!)],
            Milliseconds = ended.Stages is null ? null : (long)Math.Round(1000 * ended.Stages.Sum(stage => stage.Seconds)),
            Chain = Plain(ended.Chain?.ToString()),
        };
    }

    /// <summary>PostgreSQL has no place for the character 0.</summary>
    private static string? Plain(string? text) => text?.Replace("\0", "", StringComparison.Ordinal);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await HearAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is not LedgerException)
            {
                // What is not acknowledged comes again on the next connection.
                LogTrouble(e.GetBaseException().Message);
                await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Until the connection is lost.</summary>
    private async Task HearAsync(CancellationToken stopping)
    {
        await using var connection = await RabbitConnections.Factory(broker.Value)
            .CreateConnectionAsync("pipeline-dispatcher tracker", stopping);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stopping);
        await channel.BasicQosAsync(0, (ushort)Math.Min(2 * options.Value.MessageLimit, MostPrefetch), false, stopping);
        var heard = Channel.CreateUnbounded<Delivery>();
        channel.ChannelShutdownAsync += (_, reason) =>
        {
            heard.Writer.TryComplete(new IOException($"The tracker's connection ended: {reason.ReplyText}"));
            return Task.CompletedTask;
        };
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            // The body is only lent for as long as this runs.
            heard.Writer.TryWrite(new Delivery(delivery.DeliveryTag, delivery.Body.ToArray()));
            return Task.CompletedTask;
        };
        consumer.UnregisteredAsync += (_, _) =>
        {
            heard.Writer.TryComplete(new IOException("The broker has ended the tracker's consumer."));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(EndpointNames.JobTracker, autoAck: false, consumer, stopping);
        while (await heard.Reader.WaitToReadAsync(stopping))
        {
            var deliveries = await CollectAsync(heard.Reader, stopping);
            await WriteAsync([.. deliveries.Select(Read).OfType<JobEnd>()], stopping);
            await channel.BasicAckAsync(deliveries[^1].Tag, multiple: true, stopping);
        }
    }

    /// <summary>What is there; a little later once more, where that is not enough for a transaction.</summary>
    private async Task<List<Delivery>> CollectAsync(ChannelReader<Delivery> heard, CancellationToken stopping)
    {
        var deliveries = new List<Delivery>(options.Value.MessageLimit);
        Take();
        if (deliveries.Count < options.Value.MessageLimit)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.Milliseconds), time, stopping);
            Take();
        }

        return deliveries;

        void Take()
        {
            while (deliveries.Count < options.Value.MessageLimit && heard.TryRead(out var delivery))
            {
                deliveries.Add(delivery);
            }
        }
    }

    private JobEnd? Read(Delivery delivery)
    {
        try
        {
            return ToEnd(JsonSerializer.Deserialize<JobEvent>(delivery.Body, Json)!);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NullReferenceException)
        {
            // Anyone may publish: also null where something belongs. It must not come again for ever.
            LogUnreadable(e.Message);
            return null;
        }
    }

    /// <summary>The events stay on the broker until the ledger is there again.</summary>
    private async Task WriteAsync(List<JobEnd> ends, CancellationToken stopping)
    {
        while (ends.Count > 0)
        {
            try
            {
                await ledger.EndAsync(ends, stopping);
                return;
            }
            catch (LedgerDataException e) when (ends.Count == 1)
            {
                LogUnfit(Convert.ToHexStringLower(ends[0].Key), e.Message);
                return;
            }
            catch (LedgerDataException)
            {
                // One of them keeps the others out.
                await WriteAsync(ends[..(ends.Count / 2)], stopping);
                ends = ends[(ends.Count / 2)..];
            }
            catch (Exception e) when (e is DbException or IOException or TimeoutException)
            {
                LogTrouble($"The ledger does not take the ends of {ends.Count} jobs: {e.Message}");
                await Task.Delay(Pause, time, stopping);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Ends of jobs are not recorded for now. {Message}")]
    private partial void LogTrouble(string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An event that is none is passed over. {Message}")]
    private partial void LogUnreadable(string message);

    [LoggerMessage(
        Level = LogLevel.Error, Message = "The end of the job {Key} cannot be recorded and is passed over. {Message}")]
    private partial void LogUnfit(string key, string message);

    private readonly record struct Delivery(ulong Tag, byte[] Body);
}
