using System.CommandLine;
using System.Globalization;
using Pipeline.Services;
using Spectre.Console;

namespace Pipeline.Measure.Fleet;

/// <summary>
/// Rates of the dispatcher against a broker of its own on this machine: publishing alone, the tracker alone, and jobs
/// that do nothing from end to end, with ledger and events.
/// </summary>
internal static class FleetCommand
{
    private static readonly Option<int> Count = new("--count")
    {
        Description = "Jobs of each measurement.",
        DefaultValueFactory = _ => 100_000,
    };

    private static readonly Option<string> Only = new("--only")
    {
        Description = "One measurement: publish, tracker or end-to-end.",
        HelpName = "NAME",
    };

    public static Command Make()
    {
        var command = new Command(
            "fleet", "Jobs per second of publisher, tracker and both with a worker that does nothing.")
        {
            Count, Only, ScalingCommand.Make(), BrokerMemoryCommand.Make(), CancelCommand.Make(),
        };
        Only.AcceptOnlyFromAmong("publish", "tracker", "end-to-end");
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetValue(Count), parsed.GetValue(Only), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int count, string? only, CancellationToken cancellation)
    {
        var node = await RabbitMqNode.StartAsync();
        try
        {
            foreach (var (name, wanted, measure) in Measurements())
            {
                if (only is not null && only != name)
                {
                    continue;
                }

                await using var bench = await FleetBench.StartAsync(node, count, cancellation);
                var (elapsed, cpu) = await measure(bench, cancellation);
                var seconds = elapsed.TotalSeconds;
                var table = new Table().AddColumns("measurement", "jobs", "seconds", "jobs/s", "wanted", "own CPU s").AddRow(
                    name,
                    count.ToString("N0", CultureInfo.InvariantCulture),
                    seconds.ToString("0.00", CultureInfo.InvariantCulture),
                    (count / seconds).ToString("N0", CultureInfo.InvariantCulture),
                    $"≥ {wanted.ToString("N0", CultureInfo.InvariantCulture)}",
                    cpu.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture));
                Tables.Write(table);
            }

            return 0;
        }
        finally
        {
            await node.StopAsync();
        }
    }

    private static (string Name, int Wanted, Func<FleetBench, CancellationToken, Task<(TimeSpan Elapsed, TimeSpan Cpu)>> Measure)[] Measurements() =>
    [
        ("publish", 10_000, (bench, cancellation) => bench.PublishAsync(cancellation)),
        ("tracker", 10_000, (bench, cancellation) => bench.TrackAsync(cancellation)),
        ("end-to-end", 2_500, (bench, cancellation) => bench.RunAsync(cancellation)),
    ];
}
