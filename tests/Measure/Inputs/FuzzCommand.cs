using System.CommandLine;
using System.Globalization;
using Pipeline.Corpus;
using Spectre.Console;

namespace Pipeline.Measure.Inputs;

/// <summary>
/// Gives the decoder damaged files. It runs in a process of its own, so that a crash or a file without an end is a
/// finding with a number and not the end of the run.
/// </summary>
internal static class FuzzCommand
{
    private static readonly Option<int> Count = new("--count")
    {
        Description = "Files.",
        DefaultValueFactory = _ => 50_000,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Another seed makes other files.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<int> From = new("--from") { Description = "Number of the first file." };

    private static readonly Option<FileInfo> Keep = new("--keep")
    {
        Description = "Writes the first file there, and ends.",
    };

    private static readonly Option<bool> Once = new("--child") { Hidden = true };

    public static Command Make()
    {
        var command = new Command("fuzz", "Outcomes, slowest decoding and peak memory on damaged headers, by format.")
        {
            Count, Seed, From, Keep, Once,
        };
        command.SetAction(parsed =>
        {
            var (seed, from, count) = (parsed.GetValue(Seed), parsed.GetValue(From), parsed.GetValue(Count));
            if (parsed.GetValue(Keep) is { } file)
            {
                File.WriteAllBytes(file.FullName, new Mutator(seed).Make(from).Bytes);
                return 0;
            }

            return parsed.GetValue(Once) ? Child(seed, from, count) : Parent(seed, from, count);
        });
        return command;
    }

    private static int Child(int seed, int from, int count)
    {
        var mutator = new Mutator(seed);
        for (var i = from; i < from + count; i++)
        {
            var file = mutator.Make(i);
            Console.WriteLine(Attempt.Make(i, file.Format, file.Bytes).ToLine());
        }

        return 0;
    }

    private static int Parent(int seed, int from, int count)
    {
        var attempts = new FuzzRun(seed).Run(from, count);
        Print(attempts);
        var findings = attempts.Where(attempt => attempt.IsFinding).ToList();
        foreach (var finding in findings)
        {
            Console.WriteLine($"{finding.Outcome}: --seed {seed} --from {finding.Index} ({finding.Format})");
        }

        return findings.Count == 0 ? 0 : 1;
    }

    private static void Print(List<Attempt> attempts)
    {
        var table = new Table().AddColumns(
            "format", "files", "outcomes", "slowest s", "of processor s", "over 1 s", "peak MiB");
        var formats = attempts.GroupBy(attempt => attempt.Format).OrderBy(group => group.Key, StringComparer.Ordinal);
        foreach (var format in formats)
        {
            AddRow(table, format.Key, [.. format]);
        }

        AddRow(table, "all", attempts);
        Tables.Write(table);
        foreach (var slow in attempts.OrderByDescending(attempt => attempt.Processor).Take(3))
        {
            Console.WriteLine(
                $"Slow: --from {slow.Index} ({slow.Format}), {slow.Outcome}, {slow.Processor:0} ms of processor");
        }
    }

    private static void AddRow(Table table, string name, List<Attempt> attempts)
    {
        static string Seconds(double milliseconds) =>
            (milliseconds / 1000).ToString("0.00", CultureInfo.InvariantCulture);

        var outcomes = attempts.CountBy(attempt => attempt.Outcome).OrderByDescending(outcome => outcome.Value)
            .Select(outcome => $"{outcome.Key} {outcome.Value}");
        table.AddRow(
            name,
            attempts.Count.ToString(CultureInfo.InvariantCulture),
            string.Join(", ", outcomes),
            Seconds(attempts.Max(attempt => attempt.Milliseconds)),
            Seconds(attempts.Max(attempt => attempt.Processor)),
            attempts.Count(attempt => attempt.Milliseconds > 1000).ToString(CultureInfo.InvariantCulture),
            attempts.Max(attempt => attempt.PeakMebibytes).ToString(CultureInfo.InvariantCulture));
    }
}
