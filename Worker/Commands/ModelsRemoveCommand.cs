using System.CommandLine;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Commands;

/// <summary><c>models remove</c>.</summary>
internal static class ModelsRemoveCommand
{
    private static readonly Argument<string[]> Names = new("NAME")
    {
        Description = "Models of the catalogue.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Make()
    {
        var command = new Command("remove", "Removes installed models. Workers that run keep what they have loaded.")
        {
            Names,
        };
        command.SetAction((parsed, _) => ModelsCommand.RunAsync(() => RemoveAsync(parsed)));
        return command;
    }

    private static async Task<int> RemoveAsync(ParseResult parsed)
    {
        var entries = parsed.GetRequiredValue(Names).Select(ModelCatalogue.Own.Model).ToList();
        var store = ModelsCommand.StoreOf(parsed);
        var missing = 0;
        foreach (var entry in entries)
        {
            var removed = store.Remove(entry.Name);
            missing += removed ? 0 : 1;
            await Console.Out.WriteLineAsync($"{entry.Name} {(removed ? "is removed" : "was not installed")}.");
        }

        return missing == 0 ? ExitCodes.Complete : ExitCodes.SomeFailed;
    }
}
