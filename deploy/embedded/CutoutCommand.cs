using System.CommandLine;
using System.CommandLine.Parsing;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
using Pipeline.Worker.Consumers;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Embedded;

/// <summary>The command line of <c>deploy/cutout</c>.</summary>
internal static class CutoutCommand
{
    /// <summary>The program as the user types it.</summary>
    public const string Program = "deploy/cutout";

    private const string Description =
        """
        Cuts the subject out of every photo of a folder, of several, or of single files.

        Dispatcher and worker run in this one process; no broker, no network, and no model weights unless a chain that
        needs some is named. The folder's tree is
        mirrored: shoes/red.jpg becomes OUT/shoes/red.png, a PNG with straight alpha. Photos that are done are
        skipped when the command is run again, by content and settings, not by name. Ctrl-C finishes the photos in
        work; what was not begun is done by the next run. Jobs live in memory: a killed run loses no finished cutout. When
        cutouts cannot be written any more, because the disk is full for example, the run stops.

        Exit code: 0 every photo has its cutout, 1 some have not, 2 refused before work began, 64 the command line is
        wrong, 69 a native library is missing, 71 the GPU has failed for good, 73 the folder for cutouts or report cannot
        be used, 74 cutouts, report or standard output could not be written to the end, 78 a setting is wrong,
        130 interrupted.
        """;

    private static readonly Argument<string[]> Photos = new("PHOTOS")
    {
        Description = "Folders of JPEG, PNG, WebP, TIFF, GIF, BMP or AVIF photos, searched with the folders in them, or single "
            + "photos. Formats are told by content, whatever the names; links are followed; names that begin with a dot and "
            + "folders of earlier results are left out. Images in other formats, such as HEIC, count as failed. Cutouts are "
            + "named relative to each folder given. A folder that is called verify is given as ./verify.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "Folder for the cutouts; made if missing.",
        HelpName = "CUTOUTS",
        Required = true,
    };

    private static readonly Option<string> Trimaps = new("--trimaps")
    {
        Description = "Folder of your own trimaps, named as the photos but for the ending; they take the place of "
            + "finding the subject. Grey, of the upright photo's size: at most 5 is background, at least 250 subject. "
            + "A photo without a trimap fails.",
        HelpName = "DIR",
    };

    private static readonly Option<string> Name = new("--name")
    {
        Description = "How files are called: {path} {name} {source-ext} {sku} {rendition} {ext}; " + OutputNames.Usual + " if not given, "
            + OutputNames.UsualOfSeveral + " where a photo becomes several. {path} ends with its slash, {source-ext} is "
            + "the photo's extension, {sku} the name up to its first underscore.",
        HelpName = "TEMPLATE",
    };

    private static readonly Option<string> Report = new("--report")
    {
        Description = "Folder for report.jsonl, report.csv and report.html with the pictures.",
        HelpName = "DIR",
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would be done, and refuse what would be refused, without doing it.",
    };

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "One JSON object per photo on standard output, and nothing else there.",
    };

    private static readonly Option<IfExists> Existing = new("--if-exists")
    {
        Description = "What to do with a file that stands in OUT under a cutout's name and that this photo, "
            + "with these settings, did not become. fail, the default, keeps it and counts the photo as failed; skip passes the photo over.",
        HelpName = "fail|replace|skip",
    };

    private static readonly Option<string> Chain = new("--chain")
    {
        Description = "The chain of networks that finds the subject and its edge. standard, the default, needs no download; "
            + "auto takes the best that is installed and says which. deploy/worker models list shows them all.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "standard",
    };

    private static readonly Option<ExecutionProvider> Provider = new("--provider")
    {
        Description = "What runs the networks: auto, the default, takes a GPU where one works and says what it took.",
        HelpName = "auto|cpu|cuda|tensorrt",
        DefaultValueFactory = _ => ExecutionProvider.Auto,
    };

    private static readonly Option<GraphPrecision> Precision = new("--precision")
    {
        Description = "What the networks compute in: float32, the default; int8, faster on processors, where matting "
            + "networks stay in float32; float16, for GPUs. deploy/worker models quantise makes those two.",
        HelpName = "float32|int8|float16",
        DefaultValueFactory = _ => GraphPrecision.Float32,
    };

    private static readonly Option<int> Concurrency = new("--concurrency", "-j")
    {
        Description = "Photos worked on at once, 1 to 64.",
        HelpName = "N",
        DefaultValueFactory = _ => ConsumerOptions.DefaultConcurrency,
    };

    public static RootCommand Make()
    {
        var command = new RootCommand(Description)
        {
            Photos, Out, Chain, Provider, Precision, Trimaps, Name, Existing, Report, DryRun, Json, Concurrency,
        };
        foreach (var option in LimitOptions.All.Concat(RecipeOptions.All))
        {
            command.Add(option);
        }

        Photos.Validators.Add(RequireText);
        Photos.Validators.Add(RequireNoOption);
        Out.Validators.Add(RequireText);
        Trimaps.Validators.Add(RequireText);
        Report.Validators.Add(RequireText);
        LimitOptions.Range(Concurrency, 1, 64);
        LimitOptions.Check();
        Chain.Validators.Add(RequireText);
        Provider.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "auto", "cpu", "cuda", "tensorrt");
        Precision.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "float32", "int8", "float16");
        Existing.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "fail", "replace", "skip");
        command.Add(VerifyCommand.Make());
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    /// <summary>An argument of many values takes a misspelt option for one of them.</summary>
    internal static void RequireNoOption(SymbolResult result)
    {
        if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith('-')) is { } option)
        {
            result.AddError($"Unrecognized option '{option.Value}'; a file of that name is given as './{option.Value}'.");
        }
    }

    /// <summary>An unset variable of a shell comes as an empty text.</summary>
    private static void RequireText(SymbolResult result)
    {
        if (result.Tokens.Any(token => token.Value.Length == 0))
        {
            result.AddError("A value is missing.");
        }
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        CutoutArguments arguments;
        try
        {
            arguments = ToArguments(parsed);
        }
        catch (ArgumentException e)
        {
            await Console.Error.WriteLineAsync(UsageError.Describe(Refusals.FirstSentence(e), null, Program));
            return ExitCodes.Usage;
        }

        return await CutoutRun.RunAsync(arguments);
    }

    /// <summary>A file keeps the name that it was given by, a link's own, since its cutout is named after that.</summary>
    private static string PlaceOf(string path) => File.Exists(path)
        ? Path.Combine(RealPath.Of(Path.GetDirectoryName(Path.GetFullPath(path))!), Path.GetFileName(path))
        : RealPath.Of(path);

    private static CutoutArguments ToArguments(ParseResult parsed)
    {
        var recipe = RecipeOptions.ToRecipe(parsed);
        var output = RealPath.Of(parsed.GetRequiredValue(Out));
        return new CutoutArguments
        {
            Photos = [.. parsed.GetRequiredValue(Photos).Select(PlaceOf).Distinct()],
            Out = output,
            Trimaps = parsed.GetValue(Trimaps) is { } trimaps ? RealPath.Of(trimaps) : null,
            Backgrounds = RecipeOptions.BackgroundsFolder(parsed),
            Report = parsed.GetValue(Report) is { } report ? RealPath.Of(report) : null,
            IsDryRun = parsed.GetValue(DryRun),
            IsJson = parsed.GetValue(Json),
            Chain = parsed.GetRequiredValue(Chain),
            Provider = parsed.GetRequiredValue(Provider),
            Precision = parsed.GetRequiredValue(Precision),
            Recipe = recipe,
            Names = new OutputNames(CutoutArguments.CutoutsContainer, recipe, parsed.GetValue(Name), output),
            IfExists = parsed.GetValue(Existing),
            Concurrency = parsed.GetRequiredValue(Concurrency),
            Limits = LimitOptions.ToLimits(parsed),
        };
    }
}
