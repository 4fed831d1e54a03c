using System.CommandLine;
using System.Globalization;
using Pipeline.Services;
using Spectre.Console;

namespace Pipeline.Measure.Fleet;

/// <summary>
/// <c>fleet scaling</c>: jobs per second by the number of workers, against so many times the rate of the first.
/// </summary>
internal static class ScalingCommand
{
    private static readonly Option<int[]> Workers = new("--workers")
    {
        Description = "Numbers of workers; the first is what the others are compared with.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 2, 4, 8],
    };

    private static readonly Option<int> Seconds = new("--seconds")
    {
        Description = "About how long each measurement takes.",
        DefaultValueFactory = _ => 30,
    };

    public static Command Make()
    {
        var command = new Command(
            "scaling", "Jobs per second of 1, 2, 4 and 8 workers whose devices take 50 ms for a batch of eight.")
        {
            Workers, Seconds,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(Workers), parsed.GetValue(Seconds), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(int[] workers, int seconds, CancellationToken cancellation)
    {
        await using var node = await RabbitMqNode.StartAsync();
        var table = new Table().AddColumns(
            "workers", "jobs", "jobs/s", "of N × the first", "wanted", "CPU s in", "dispatcher", "broker", "workers");
        double? first = null;
        foreach (var count in workers)
        {
            var jobs = (int)(SimulatedWorkers.JobsPerSecond * count * seconds);
            var steady = await MeasureAsync(node, count, jobs, cancellation);
            first ??= steady.JobsPerSecond / count;
            table.AddRow(
            [
                $"{count}",
                jobs.ToString("N0", CultureInfo.InvariantCulture),
                steady.JobsPerSecond.ToString("N1", CultureInfo.InvariantCulture),
                (steady.JobsPerSecond / (count * first.Value)).ToString("0.000", CultureInfo.InvariantCulture),
                count <= 4 ? "≥ 0.95" : "≥ 0.90",
                .. steady.CpuTimes.Prepend(steady.Elapsed)
                    .Select(time => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)),
            ]);
        }

        Tables.Write(table);
        return 0;
    }

    /// <summary>
    /// A third of the jobs warms up: eight processes that compile their code on two cores are not what is asked.
    /// </summary>
    private static async Task<SteadyRate> MeasureAsync(
        RabbitMqNode node, int workers, int jobs, CancellationToken cancellation)
    {
        var broker = await BrokerProcess.FindAsync(node, cancellation);
        await using var bench = await FleetBench.StartAsync(node, jobs, cancellation);
        await using var running = await SimulatedWorkers.StartAsync(bench, workers, cancellation);
        return await bench.RateAsync(
            jobs / 3, () => [BrokerProcess.CpuTime(broker), running.CpuTime], cancellation);
    }
}
