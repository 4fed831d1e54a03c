using System.CommandLine;
using System.Globalization;
using Pipeline.Measure.Runs;

namespace Pipeline.Measure;

/// <summary>Renders studio pictures, runs the chain over them and scores what it makes.</summary>
internal static class StudioCommand
{
    private static readonly Option<DirectoryInfo> Out = new("--out", "-o")
    {
        Description = "Folder for cutouts/, scores.json and the page index.html.",
        HelpName = "RUN",
        Required = true,
    };

    private static readonly Option<int> Count = new("--count")
    {
        Description = "Pictures.",
        DefaultValueFactory = _ => 60,
    };

    private static readonly Option<int> Seed = new("--seed")
    {
        Description = "Of the first picture; each further one has the next.",
        DefaultValueFactory = _ => 5000,
    };

    private static readonly Option<string> Size = new("--size")
    {
        Description = "Of the pictures in pixels.",
        HelpName = "WxH",
        DefaultValueFactory = _ => "640x640",
    };

    private static readonly Option<string?> Only = new("--only")
    {
        Description = "Only such scenes; passed to the studio.",
        HelpName = "WHAT",
    };

    private static readonly Option<DirectoryInfo?> Renders = new("--renders")
    {
        Description = "Folder that keeps renders for the next run (default: artifacts/renders of the checkout).",
    };

    private static readonly Option<double?> TrueTrimaps = new("--true-trimaps")
    {
        Description = "Give the chain true trimaps, so many pixels wider than needed: what its matting alone can do.",
        HelpName = "PIXELS",
    };

    private static readonly Argument<string[]> Others = new("STUDIO-OPTIONS")
    {
        Description = "After --: further options of the studio's render, such as --samples 2.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    public static Command Make()
    {
        var command = new Command("studio", "Renders, cuts out and scores, the worst first.")
        {
            Out, Count, Seed, Size, Only, Renders, TrueTrimaps, Others,
        };
        command.SetAction(parsed => Commands.Run(() => Run(
            parsed.GetRequiredValue(Out).FullName,
            parsed.GetValue(Renders)?.FullName ?? DefaultRenders(),
            [
                "--count", parsed.GetValue(Count).ToString(CultureInfo.InvariantCulture),
                "--seed", parsed.GetValue(Seed).ToString(CultureInfo.InvariantCulture),
                "--size", parsed.GetRequiredValue(Size),
                .. parsed.GetValue(Only) is { } only ? ["--only", only] : Array.Empty<string>(),
                .. parsed.GetValue(Others) ?? [],
            ],
            parsed.GetValue(TrueTrimaps))));
        return command;
    }

    private static void Run(string run, string renders, IReadOnlyList<string> arguments, double? margin)
    {
        var truth = TruthFolder.Mattes(StudioRender.Provide(renders, arguments));
        var cutouts = Path.Combine(run, "cutouts");
        var outcomes = ChainRun.Over(truth, cutouts, margin);
        var given = margin is { } pixels ? [TrueTrimaps.Name, pixels.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>();
        var scores = new Evaluation(truth, cutouts, run, outcomes).Score(
            string.Join(' ', ["studio", .. arguments, .. given]));
        EvaluateCommand.Finish(scores, run);
    }

    /// <summary>Three above this program's folder, artifacts/bin/Measure/release.</summary>
    private static string DefaultRenders() => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../renders"));
}
