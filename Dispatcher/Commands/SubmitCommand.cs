using System.CommandLine;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Commands;

/// <summary><c>submit</c>: lists photos into the ledger.</summary>
internal static class SubmitCommand
{
    private const string Description =
        """
        Submits photos: lists them into the ledger, from where 'dispatcher serve' gives them out.

        SOURCE is a container of the storage account or a prefix in it (photos, photos/shoes/), a local folder that is
        uploaded first (./photos), or a manifest (.csv, .jsonl) with the columns source (container/name), sku, etag, recipe.
        Photos in a folder are told by content, blobs by extension or media type; what is left out is counted. A source without
        photos is refused. Nothing is begun before all photos are listed; two that would be written to one file refuse the batch.

        Exit code: 0 submitted, or with --wait every photo has its cutout; 1 some have not; 2 refused; 64 the command line
        is wrong; 69 broker, storage or ledger cannot be reached; 74 the ledger cannot be written; 77 no permission; 78 a setting is wrong; 130 interrupted.
        """;

    private static readonly Argument<string> Source = new("SOURCE")
    {
        Description = "container/prefix, ./folder, or manifest.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> Chain = new("--chain")
    {
        Description = "What cuts the photos out, as workers announce it, or NAME@DIGEST.",
        HelpName = "NAME",
        DefaultValueFactory = _ => "standard",
    };

    private static readonly Option<string> Out = new("--out")
    {
        Description = "Container of the cutouts; made if missing.",
        HelpName = "CONTAINER",
        DefaultValueFactory = _ => "cutouts",
    };

    private static readonly Option<string?> UploadTo = new("--upload-to")
    {
        Description = "Where a local folder is uploaded to; uploads/FOLDER if not given.",
        HelpName = "CONTAINER/PREFIX",
    };

    private static readonly Option<string?> Trimaps = new("--trimaps")
    {
        Description = "Your own trimaps, in place of segmentation: PNG files named as the photos, but for the ending.",
        HelpName = "CONTAINER/PREFIX",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "How files are called: {path} {name} {source-ext} {sku} {rendition} {ext}.",
        HelpName = "TEMPLATE",
    };

    private static readonly Option<IfExists> Existing = new("--if-exists")
    {
        Description = "What to do with another file in a cutout's place; fail if not given.",
        HelpName = "fail|replace|skip",
    };

    private static readonly Option<int> Priority = new("--priority")
    {
        Description = "-100 to 100; higher batches are given out first.",
        HelpName = "N",
    };

    private static readonly Option<bool> Interactive = new("--interactive") { Description = "Somebody waits: pass the bulk." };

    private static readonly Option<bool> Wait = new("--wait") { Description = "Show progress, and end with the batch." };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would be done, and refuse what would be refused, without doing it.",
    };

    private static readonly Option<string?> Resume = new("--resume")
    {
        Description = "Go on with an interrupted submission, in place of SOURCE.",
        HelpName = "BATCH",
    };

    public static Command Make()
    {
        var command = new Command("submit", Description)
        {
            Source, Chain, Out, UploadTo, Trimaps, Name, Existing, Priority, Interactive, Wait, DryRun, Resume,
        };
        foreach (var option in RecipeFlags.All)
        {
            command.Add(option);
        }

        Existing.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "fail", "replace", "skip");
        command.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            parsed,
            (services, token) =>
            {
                var arguments = ToArguments(parsed);
                return new SubmitRun(services, Console.Out).RunAsync(arguments, token);
            },
            cancellation));
        return command;
    }

    private static SubmitArguments ToArguments(ParseResult parsed) => new()
    {
        Source = parsed.GetValue(Source),
        Resume = parsed.GetValue(Resume),
        Chain = parsed.GetRequiredValue(Chain),
        Out = parsed.GetRequiredValue(Out),
        UploadTo = parsed.GetValue(UploadTo),
        Trimaps = parsed.GetValue(Trimaps),
        Template = parsed.GetValue(Name),
        IfExists = parsed.GetValue(Existing),
        Priority = parsed.GetValue(Priority) is >= -100 and <= 100 and var priority
            ? priority
            : throw new ArgumentException("--priority is -100 to 100."),
        Interactive = parsed.GetValue(Interactive),
        Wait = parsed.GetValue(Wait),
        DryRun = parsed.GetValue(DryRun),
        Recipe = RecipeFlags.ToRecipe(parsed),
    };
}
