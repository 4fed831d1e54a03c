using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Pipeline.Corpus;
using Pipeline.Worker.Models.Checkpoints;
using Spectre.Console;

namespace Pipeline.Measure.Networks;

/// <summary>Gives the checkpoint reader damaged files.</summary>
internal static class CheckpointFuzzCommand
{
    private const double MostSeconds = 1;
    private const double MostMebibytes = 200;

    private static readonly Option<int> Count = new("--count")
    {
        Description = "Files.",
        DefaultValueFactory = _ => 10_000,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Another seed makes other files.",
        DefaultValueFactory = _ => 1,
    };

    public static Command Make()
    {
        var command = new Command(
            "checkpoint-fuzz",
            "Outcomes, slowest reading and most memory on damaged checkpoints, by the file that they were.")
        {
            Count, Seed,
        };
        command.SetAction(parsed => Run(parsed.GetValue(Seed), parsed.GetValue(Count)));
        return command;
    }

    private static int Run(int seed, int count)
    {
        var mutator = new CheckpointMutator(seed);
        // Compiling the reader is no file's fault.
        Try(0, new MutatedCheckpoint("none", CheckpointFiles.Read(CheckpointFiles.Valid[0]), false));
        var trials = Enumerable.Range(0, count).Select(index => Try(index, mutator.Make(index))).ToList();
        var table = new Table().AddColumns(
            "file", "files", "read", "refused", "wrong", "slowest s", "of processor s", "most MiB");
        foreach (var group in trials.GroupBy(trial => trial.From).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            AddRow(table, group.Key, [.. group]);
        }

        AddRow(table, "all", trials);
        Tables.Write(table);
        Console.WriteLine($"Peak of the whole process: {PeakMemory.OfThisProcess()} MiB");
        var findings = trials.Where(trial =>
            trial.Outcome == "wrong" || trial.Processor > MostSeconds || trial.Mebibytes > MostMebibytes).ToList();
        findings.ForEach(finding => Console.WriteLine($"Finding: {finding} with --seed {seed}"));
        return findings.Count == 0 ? 0 : 1;
    }

    private static Trial Try(int index, MutatedCheckpoint file)
    {
        var (memory, processor) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
        var start = Stopwatch.GetTimestamp();
        var outcome = Outcome(file);
        return new Trial(
            index,
            file.From,
            outcome,
            Stopwatch.GetElapsedTime(start).TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            (GC.GetAllocatedBytesForCurrentThread() - memory) / 1048576.0);
    }

    /// <summary>A crash of another kind ends the run: that is a finding too.</summary>
    private static string Outcome(MutatedCheckpoint file)
    {
        try
        {
            using var checkpoint = Checkpoint.Open(new MemoryStream(file.Bytes));
            var read = checkpoint.Tensors.ToDictionary(tensor => tensor.Key, tensor => tensor.Value.ReadBytes());
            return IsRight(file, checkpoint, read) ? "read" : "wrong";
        }
        catch (CheckpointException)
        {
            return "refused";
        }
    }

    private static bool IsRight(MutatedCheckpoint file, Checkpoint checkpoint, Dictionary<string, byte[]> read) =>
        checkpoint.Tensors.All(tensor => read[tensor.Key].Length == tensor.Value.Count * tensor.Value.Element.Size())
        && (!file.IsSealed || CheckpointFiles.Expected(file.From).All(
            tensor => read.TryGetValue(tensor.Name, out var bytes) && bytes.AsSpan().SequenceEqual(tensor.Bytes)));

    private static void AddRow(Table table, string name, List<Trial> trials)
    {
        static string Text(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

        string Number(string outcome) =>
            trials.Count(trial => trial.Outcome == outcome).ToString(CultureInfo.InvariantCulture);

        table.AddRow(
            name,
            trials.Count.ToString(CultureInfo.InvariantCulture),
            Number("read"),
            Number("refused"),
            Number("wrong"),
            Text(trials.Max(trial => trial.Seconds)),
            Text(trials.Max(trial => trial.Processor)),
            Text(trials.Max(trial => trial.Mebibytes)));
    }

    /// <param name="Index">Of the file.</param>
    /// <param name="From">The checkpoint that it was.</param>
    /// <param name="Outcome">What came of it.</param>
    /// <param name="Seconds">By the clock.</param>
    /// <param name="Processor">Seconds of processor time.</param>
    /// <param name="Mebibytes">All that was allocated, also what was given back meanwhile.</param>
    private sealed record Trial(
        int Index, string From, string Outcome, double Seconds, double Processor, double Mebibytes);
}
