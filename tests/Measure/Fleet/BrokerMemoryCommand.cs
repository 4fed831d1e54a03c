using System.CommandLine;
using System.Globalization;
using Pipeline.Dispatcher.Dispatch;
using Pipeline.Services;
using Spectre.Console;

namespace Pipeline.Measure.Fleet;

/// <summary>
/// <c>fleet memory</c>: what the broker takes at the most while a large batch waits: first nobody consumes, then a
/// worker that does nothing, which widens the window.
/// </summary>
internal static class BrokerMemoryCommand
{
    private static readonly Option<int> Count = new("--count")
    {
        Description = "Jobs of the batch.",
        DefaultValueFactory = _ => 1_000_000,
    };

    private static readonly Option<int> Window = new("--window")
    {
        Description = "Jobs that are out at the least; 200000 is the widest that a dispatcher ever opens by itself.",
        DefaultValueFactory = _ => new FleetOptions().LeastWindow,
    };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "How long jobs are consumed at the end.",
        DefaultValueFactory = _ => 60,
    };

    public static Command Make()
    {
        var command = new Command("memory", "Peak memory of the broker with a large batch submitted.")
        {
            Count, Window, Seconds,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetValue(Count),
            parsed.GetValue(Window),
            TimeSpan.FromSeconds(parsed.GetValue(Seconds)),
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        int count, int window, TimeSpan consuming, CancellationToken cancellation)
    {
        await using var node = await RabbitMqNode.StartAsync();
        var process = await BrokerProcess.FindAsync(node, cancellation);
        var table = new Table().AddColumns("with", "jobs out", "jobs ended", "peak so far, MiB", "wanted");
        Add("a new broker", 0, 0);
        await using var bench = await FleetBench.StartAsync(node, count, cancellation, window);
        await bench.StartServingAsync(cancellation);
        var filled = await bench.WaitAsync(
            batch => batch.Counts.Published >= Math.Min(count, window), cancellation);
        Add($"{Number(count)} submitted, no worker", filled.Counts.Published, filled.Counts.Ended);
        await using (var worker = await NoOpWorker.StartAsync(bench.Broker.Uri, cancellation))
        {
            await worker.ConsumeAsync(cancellation);
            await Task.Delay(consuming, cancellation);
        }

        var worked = await bench.WaitAsync(_ => true, cancellation);
        Add($"a worker for {consuming.TotalSeconds:0} s", worked.Counts.Published, worked.Counts.Ended);
        await bench.StopServingAsync(cancellation);
        Tables.Write(table);
        return 0;

        void Add(string with, long jobsOut, long ended) =>
            table.AddRow(with, Number(jobsOut), Number(ended), Number(PeakMemory.Of(process)), "≤ 320");
    }

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
