using System.Collections.Concurrent;
using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Services;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Spectre.Console;

namespace Pipeline.Measure.Fleet;

/// <summary>
/// <c>fleet cancel</c>: when the last job of a large batch begins after the batch is cancelled. A job's beginning is
/// the end that its event states, less the time of its stages.
/// </summary>
internal static class CancelCommand
{
    /// <summary>Out on the broker when the batch is cancelled: a minute's of two workers.</summary>
    private const int Window = 20_000;

    private const int Workers = 2;
    private static readonly TimeSpan Running = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(5);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Option<int> Count = new("--count")
    {
        Description = "Jobs of the batch.",
        DefaultValueFactory = _ => 100_000,
    };

    public static Command Make()
    {
        var command = new Command(
            "cancel", "Jobs that begin after a batch is cancelled, with two workers and 20,000 jobs out.")
        {
            Count,
        };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Count), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int count, CancellationToken cancellation)
    {
        await using var node = await RabbitMqNode.StartAsync();
        await using var bench = await FleetBench.StartAsync(node, count, cancellation, Window);
        await using var workers = await SimulatedWorkers.StartAsync(bench, Workers, cancellation);
        var starts = new ConcurrentBag<DateTimeOffset>();
        await using var listening = await ListenAsync(bench.Broker.Uri, starts, cancellation);
        await bench.StartServingAsync(cancellation);
        await bench.WaitAsync(batch => batch.Counts.Published >= Math.Min(Window, count / 2), cancellation);
        await Task.Delay(Running, cancellation);

        var before = await bench.WaitAsync(_ => true, cancellation);
        var cancelled = TimeProvider.System.GetUtcNow();
        await bench.CancelAsync(cancellation);
        var ended = await bench.WaitAsync(batch => batch.HasEnded, cancellation);
        var over = TimeProvider.System.GetUtcNow() - cancelled;
        await bench.StopServingAsync(cancellation);

        var late = starts.Select(start => start - cancelled).Where(after => after > TimeSpan.Zero).ToList();
        var table = new Table().AddColumns(
            "jobs", "out", "ended", "begun after it", "last of them after s", "after 5 s",
            "all accounted for after s", "cut out", "cancelled");
        table.AddRow(
            Number(count), Number(before.Counts.Published), Number(before.Counts.Ended), Number(late.Count),
            late.DefaultIfEmpty().Max().TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture),
            $"{late.Count(after => after > Wanted)} (wanted: 0)",
            over.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture),
            Number(ended.Counts.CutOut), Number(ended.Counts.Cancelled));
        Tables.Write(table);
        return ended.Counts.Ended == count
            ? 0
            : throw new MeasureException($"The counts are not as they should be: {ended.Counts}.");
    }

    private static async Task<IConnection> ListenAsync(
        Uri broker, ConcurrentBag<DateTimeOffset> starts, CancellationToken cancellation)
    {
        var connection = await new ConnectionFactory { Uri = broker }.CreateConnectionAsync(cancellation);
        var channel = await connection.CreateChannelAsync(cancellationToken: cancellation);
        var queue = (await channel.QueueDeclareAsync(cancellationToken: cancellation)).QueueName;
        await channel.QueueBindAsync(queue, EventNames.BackgroundRemoved, "", cancellationToken: cancellation);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            var removed = JsonSerializer.Deserialize<BackgroundRemoved>(delivery.Body.Span, Json)!;
            starts.Add(removed.FinishedAt - TimeSpan.FromSeconds(removed.Stages.Sum(stage => stage.Seconds)));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue, autoAck: true, consumer, cancellation);
        return connection;
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
