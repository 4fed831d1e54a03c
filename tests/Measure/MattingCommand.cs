using System.CommandLine;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure;

/// <summary>Matting alone, with true trimaps: all matters on all pictures of a ground truth.</summary>
internal static class MattingCommand
{
    private static readonly Argument<DirectoryInfo[]> Truths = new("TRUTH")
    {
        Description = "Folders of ground truth, as the studio writes them.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string[]> Matters = new("--matters")
    {
        Description = $"What to measure: {string.Join(", ", MattingMatters.Names)}.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [.. MattingMatters.Names],
    };

    private static readonly Option<DirectoryInfo[]> Beside = new("--beside")
    {
        Description = "Folders of mattes by others, NAME.png, scored beside ours.",
        HelpName = "DIR",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<DirectoryInfo?> Out = new("--out", "-o")
    {
        Description = "Where to keep the mattes, a folder for each matter.",
        HelpName = "DIR",
    };

    public static Command Make()
    {
        var command = new Command("matting", "SAD, MSE and Grad over the unknown region, and time, of matters.")
        {
            Truths, Matters, Beside, Out,
        };
        command.SetAction(parsed => Commands.Run(() =>
        {
            var names = parsed.GetRequiredValue(Matters).SelectMany(name => name.Split(',')).ToArray();
            var beside = (parsed.GetValue(Beside) ?? []).Select(Commands.Existing).ToArray();
            Run(parsed.GetRequiredValue(Truths), names, beside, parsed.GetValue(Out)?.FullName);
        }));
        return command;
    }

    private static void Run(DirectoryInfo[] truths, string[] names, string[] beside, string? output)
    {
        var run = new MattingRun(names, beside, output);
        List<MattingScore> scores = [];
        foreach (var truth in truths.Select(folder => TruthFolder.Mattes(Commands.Existing(folder))))
        {
            scores.AddRange(truth.Names.Select(name => run.Score(truth, name)));
        }

        MattingTables.Write(run.Columns, scores);
    }
}
