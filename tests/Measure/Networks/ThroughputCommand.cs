using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Pipeline.Measure.Networks;

/// <summary>
/// One job at a time against several: photos per second, processors kept busy, peak memory; each in a process of its
/// own.
/// </summary>
internal static class ThroughputCommand
{
    private const string Name = "throughput";

    private static readonly Option<int[]> Jobs = new("--jobs")
    {
        Description = "Photos worked on at once.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [1, 2, 3],
    };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "Photos that count, after one of each size that does not.",
        DefaultValueFactory = _ => 50,
    };

    private static readonly Option<bool> Child = new("--child") { Hidden = true };

    public static Command Make()
    {
        var command = new Command(Name, "Photos per second and processors busy, one job at a time against several.")
        {
            ChainUnderLoad.Photos, ChainUnderLoad.Chain, ChainUnderLoad.Megapixels, ChainUnderLoad.WithEllipse,
            ChainUnderLoad.Set, Jobs, Count, Child,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            if (parsed.GetValue(Child))
            {
                ChildProcess.Answer(Measure(parsed));
            }
            else
            {
                Write([.. parsed.GetRequiredValue(Jobs).Select(jobs => InChild(parsed, jobs))]);
            }
        }));
        return command;
    }

    /// <summary>The same command line with one number of jobs.</summary>
    private static Measured InChild(ParseResult parsed, int jobs)
    {
        var settings = parsed.GetRequiredValue(ChainUnderLoad.Set);
        var child = ChildProcess.Own(
        [
            Name, parsed.GetRequiredValue(ChainUnderLoad.Photos).FullName, "--child",
            "--chain", parsed.GetRequiredValue(ChainUnderLoad.Chain),
            "--jobs", Text(jobs), "--count", Text(parsed.GetValue(Count)),
            "--megapixels", .. parsed.GetRequiredValue(ChainUnderLoad.Megapixels).Select(Text),
            .. parsed.GetValue(ChainUnderLoad.WithEllipse) ? ["--ellipse"] : Array.Empty<string>(),
            .. settings.SelectMany(setting => new[] { "--set", setting }),
        ]);
        return child.Answered<Measured>();
    }

    private static Measured Measure(ParseResult parsed)
    {
        var megapixels = parsed.GetRequiredValue(ChainUnderLoad.Megapixels);
        using var load = new Workload(parsed.GetRequiredValue(ChainUnderLoad.Photos), megapixels);
        var (jobs, count) = (parsed.GetRequiredValue(Jobs).Single(), parsed.GetValue(Count));
        using var services = ChainUnderLoad.Services(parsed, ("Worker:Jobs:Concurrency", Text(jobs)));
        var chain = ChainUnderLoad.Prepared(parsed, services);
        load.Run(chain, jobs, number => number < megapixels.Length);
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        var photos = load.Run(chain, jobs, number => number < count);
        return new Measured(
            jobs,
            photos,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            PeakMemory.OfThisProcess());
    }

    private static void Write(IReadOnlyList<Measured> rows)
    {
        var table = new Table().AddColumns(
            "jobs at once", "photos", "seconds", "photos/s", "× the first", "processors busy", "share", "peak MiB");
        foreach (var row in rows)
        {
            table.AddRow(
                Text(row.Jobs),
                Text(row.Photos),
                row.Seconds.ToString("0.0", CultureInfo.InvariantCulture),
                row.PerSecond.ToString("0.000", CultureInfo.InvariantCulture),
                (row.PerSecond / rows[0].PerSecond).ToString("0.00", CultureInfo.InvariantCulture),
                row.Busy.ToString("0.00", CultureInfo.InvariantCulture),
                (row.Busy / Environment.ProcessorCount).ToString("0.0 %", CultureInfo.InvariantCulture),
                Text(row.PeakMebibytes));
        }

        Tables.Write(table);
    }

    private static string Text(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <param name="Jobs">At once.</param>
    /// <param name="Photos">That were done.</param>
    /// <param name="Seconds">By the clock.</param>
    /// <param name="Processor">Seconds of processor time.</param>
    /// <param name="PeakMebibytes">Of the process.</param>
    private sealed record Measured(int Jobs, int Photos, double Seconds, double Processor, int PeakMebibytes)
    {
        public double PerSecond => Photos / Seconds;

        public double Busy => Processor / Seconds;
    }
}
