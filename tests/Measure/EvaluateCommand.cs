using System.CommandLine;
using Pipeline.Measure.Pages;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure;

/// <summary>Scores a folder of results against a folder of ground truth.</summary>
internal static class EvaluateCommand
{
    private static readonly Argument<DirectoryInfo> Results = new("RESULTS")
    {
        Description = "Folder of cutouts (PNG with alpha) or grey mattes, named as the true alphas.",
    };

    private static readonly Argument<DirectoryInfo> Truth = new("TRUTH")
    {
        Description = "Folder with alpha/ and, if it has them, images/, foreground/, trimaps/ and scenes.json.",
    };

    private static readonly Option<DirectoryInfo?> Out = new("--out", "-o")
    {
        Description = "Folder for scores.json and the page index.html.",
        HelpName = "RUN",
    };

    public static Command Make()
    {
        var command = new Command("evaluate", "Errors of results against ground truth, the worst first.")
        {
            Results, Truth, Out,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            var (results, run) = (parsed.GetRequiredValue(Results), parsed.GetValue(Out));
            var evaluation = new Evaluation(
                TruthFolder.Mattes(parsed.GetRequiredValue(Truth).FullName),
                Commands.Existing(results),
                run?.FullName,
                RecordedOutcomes.Beside(results.FullName));
            Finish(evaluation.Score($"{results.Name} against {parsed.GetRequiredValue(Truth).Name}"), run?.FullName);
        }));
        return command;
    }

    /// <summary>Prints a run and, when it has a folder, writes its scores and page.</summary>
    public static void Finish(RunScores scores, string? run)
    {
        ScoreTables.Write(scores);
        if (run is not null)
        {
            scores.Write(run);
            RunPage.Write(run, scores);
            Console.WriteLine($"Page: {Path.Combine(run, RunPage.FileName)}");
        }
    }
}
