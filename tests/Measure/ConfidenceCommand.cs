using System.CommandLine;
using System.Globalization;
using Pipeline.Measure.Pages;
using Pipeline.Measure.Runs;
using Pipeline.Measure.Statistics;
using Spectre.Console;

namespace Pipeline.Measure;

/// <summary>
/// What the chain's confidence is worth: the error that remains when only confident results are kept.
/// </summary>
internal static class ConfidenceCommand
{
    private static readonly Argument<DirectoryInfo[]> Folders = new("RUN")
    {
        Description = "Folders of runs whose pictures carry a confidence; they are taken together.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<FileInfo?> Out = new("--out", "-o")
    {
        Description = "The curves as a page.",
        HelpName = "FILE.html",
    };

    public static Command Make()
    {
        var command = new Command("confidence", "Error against confidence: the risk–coverage curve.") { Folders, Out };
        command.SetAction(parsed => Commands.Run(() =>
            Run([.. parsed.GetRequiredValue(Folders).Select(run => run.FullName)], parsed.GetValue(Out)?.FullName)));
        return command;
    }

    private static void Run(IReadOnlyList<string> folders, string? page)
    {
        var runs = folders.Select(RunScores.Read).ToList();
        var pictures = runs.SelectMany(run => run.Pictures).ToList();
        var known = pictures.Where(picture => picture.Confidence is not null).ToList();
        if (known.Count == 0)
        {
            throw new MeasureException("None of the pictures carries a confidence.");
        }

        var curve = new RiskCoverage(known.Select(picture => (picture.Confidence!.Value, picture.Iou)));
        Write(curve);
        if (known.Count < pictures.Count)
        {
            Console.WriteLine($"{pictures.Count - known.Count} pictures without a confidence are left out.");
        }

        if (page is not null)
        {
            ConfidencePage.Write(page, string.Join(", ", runs.Select(run => run.Title).Distinct()), curve, known);
            Console.WriteLine($"Page: {page}");
        }
    }

    private static void Write(RiskCoverage curve)
    {
        var table = new Table().AddColumns("coverage", "kept", "mean error (1 − IoU)")
            .AddColumn($"IoU below {Number(RiskCoverage.Bad, "0.0")}");
        for (var percent = 100; percent >= 10; percent -= 10)
        {
            var (kept, error, bad) = curve.At(percent / 100.0);
            table.AddRow($"{percent} %", Number(kept, "0"), Number(error, "0.0000"), $"{Number(100 * bad, "0.0")} %");
        }

        Tables.Write(table);
        Console.WriteLine();
        Console.WriteLine($"Area under the error: {Number(curve.Area, "0.0000")} "
            + $"(best order {Number(curve.BestArea, "0.0000")}, no order {Number(curve.BlindArea, "0.0000")})");
        Console.WriteLine($"Spearman correlation of confidence and IoU: {Number(curve.Correlation, "0.000")}");
        Console.WriteLine($"Mean of |confidence − IoU|: {Number(curve.Calibration, "0.0000")}");
    }

    private static string Number(double? value, string format) =>
        value?.ToString(format, CultureInfo.InvariantCulture) ?? "undefined";
}
