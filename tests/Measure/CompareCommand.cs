using System.CommandLine;
using System.Globalization;
using Pipeline.Measure.Pages;
using Pipeline.Measure.Runs;
using Pipeline.Measure.Statistics;
using Spectre.Console;

namespace Pipeline.Measure;

/// <summary>Says what changed between two runs over the same truth, and whether that is more than chance.</summary>
internal static class CompareCommand
{
    private static readonly Argument<DirectoryInfo> First = new("RUN_A") { Description = "Folder of the earlier run." };

    private static readonly Argument<DirectoryInfo> Second = new("RUN_B") { Description = "Folder of the later run." };

    private static readonly Option<DirectoryInfo?> Out = new("--out", "-o")
    {
        Description = "Folder for the page index.html with both cutouts side by side.",
        HelpName = "DIR",
    };

    public static Command Make()
    {
        var command = new Command("compare", "Differences of two runs, the most changed picture first.")
        {
            First, Second, Out,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            var (a, b) = (parsed.GetRequiredValue(First).FullName, parsed.GetRequiredValue(Second).FullName);
            var comparison = RunComparison.Of(RunScores.Read(a), RunScores.Read(b));
            Write(comparison);
            if (parsed.GetValue(Out)?.FullName is { } folder)
            {
                ComparisonPage.Write(folder, comparison, a, b);
                Console.WriteLine($"Page: {Path.Combine(folder, RunPage.FileName)}");
            }
        }));
        return command;
    }

    private static void Write(RunComparison comparison)
    {
        Console.WriteLine($"A: {comparison.A.Title}\nB: {comparison.B.Title}\n");
        Tables.Write(Metrics(comparison.Metrics));
        Console.WriteLine();
        Tables.Write(Pictures(comparison));
        if (comparison.Unpaired.Count > 0)
        {
            Console.WriteLine($"\nIn one run only: {string.Join(", ", comparison.Unpaired)}");
        }
    }

    private static Table Metrics(IReadOnlyList<MetricComparison> metrics)
    {
        var table = new Table().AddColumns(
            "metric", "mean A", "mean B", "B − A", "95 % interval", "B better", "A better", "equal", "sign test p");
        foreach (var c in metrics)
        {
            string[] cells =
            [
                c.Metric.Title,
                c.Metric.Format(c.MeanA),
                c.Metric.Format(c.MeanB),
                c.Metric.FormatDifference(c.Difference),
                $"{c.Metric.FormatDifference(c.Interval.Low)} … {c.Metric.FormatDifference(c.Interval.High)}",
                c.Wins.ToString(CultureInfo.InvariantCulture),
                c.Losses.ToString(CultureInfo.InvariantCulture),
                c.Ties.ToString(CultureInfo.InvariantCulture),
                c.Probability.ToString("0.000", CultureInfo.InvariantCulture),
            ];
            table.AddRow(cells.Select(Markup.Escape).ToArray());
        }

        return table;
    }

    private static Table Pictures(RunComparison comparison)
    {
        var metrics = comparison.Metrics.Select(c => c.Metric).ToList();
        var table = new Table().AddColumns("B − A", "IoU A → B")
            .AddColumns([.. metrics.Select(m => Markup.Escape(m.Title))]);
        foreach (var pair in comparison.Pairs)
        {
            string[] cells =
            [
                pair.Name,
                $"{MetricKinds.Iou.Format(pair.A.Iou)} → {MetricKinds.Iou.Format(pair.B.Iou)}",
                .. metrics.Select(m => pair.Difference(m) is { } difference ? m.FormatDifference(difference) : "–"),
            ];
            table.AddRow(cells.Select(Markup.Escape).ToArray());
        }

        return table;
    }
}
