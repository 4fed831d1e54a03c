using System.CommandLine;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Commands;

/// <summary><c>models pull</c>.</summary>
internal static class ModelsPullCommand
{
    private static readonly Argument<string[]> Names = new("NAME")
    {
        Description = "Models of the catalogue.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string> From = new("--from")
    {
        Description = "A folder, or the address of a mirror, that has the published files by their names.",
        HelpName = "DIR|URL",
    };

    public static Command Make()
    {
        var accept = ModelsCommand.AcceptLicence;
        var command = new Command(
            "pull", "Fetches published models, goes on where an earlier try broke off, and installs them.")
        {
            Names, From, accept,
        };
        command.SetAction((parsed, token) =>
            ModelsCommand.RunAsync(() => PullAsync(parsed, parsed.GetValue(accept) ?? [], token)));
        return command;
    }

    private static async Task<int> PullAsync(ParseResult parsed, string[] accepted, CancellationToken cancellation)
    {
        var entries = parsed.GetRequiredValue(Names).Distinct().Select(ModelCatalogue.Own.Model).ToList();
        foreach (var entry in entries)
        {
            LicenceRefusedException.Require(entry, accepted);
        }

        var store = ModelsCommand.StoreOf(parsed);
        using var http = new HttpClient { Timeout = Timeout.InfiniteTimeSpan };
        var pull = new ModelPull(
            store,
            new ModelInstaller(store, TimeProvider.System),
            new ModelPuller(http, new PullOptions(), TimeProvider.System));
        foreach (var entry in entries)
        {
            await PullAsync(pull, store, entry, parsed.GetValue(From), accepted, cancellation);
        }

        return ExitCodes.Complete;
    }

    private static async Task PullAsync(
        ModelPull pull,
        ModelStore store,
        ModelEntry entry,
        string? from,
        string[] accepted,
        CancellationToken cancellation)
    {
        if (store.Find(entry.Name) is { IsPublished: true } before)
        {
            store.Verify(before);
            await Console.Out.WriteLineAsync($"{entry.Name} is installed already, sha256 {before.Sha256}.");
            return;
        }

        var progress = new PullProgressLine(entry, Console.Error, Console.IsErrorRedirected);
        var model = await pull.RunAsync(entry, from, accepted, progress, cancellation);
        progress.End();
        await Console.Out.WriteLineAsync($"{entry.Name} is installed, sha256 {model.Sha256}.");
    }
}
