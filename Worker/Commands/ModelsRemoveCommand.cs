using System.CommandLine;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Commands;

/// <summary><c>models remove</c>.</summary>
internal static class ModelsRemoveCommand
{
    private static readonly Argument<string[]> Names = new("NAME")
    {
        Description = "Models of the catalogue.",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<GraphPrecision> Variant = new("--variant")
    {
        Description = "Remove only what quantise made in this precision.",
        HelpName = "int8|float16",
    };

    public static Command Make()
    {
        Variant.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase, "int8", "float16");
        var command = new Command(
            "remove", "Removes installed models with their variants. Workers that run keep what they have loaded.")
        {
            Names, Variant,
        };
        command.SetAction((parsed, _) => ModelsCommand.RunAsync(() => RemoveAsync(parsed)));
        return command;
    }

    private static async Task<int> RemoveAsync(ParseResult parsed)
    {
        var entries = parsed.GetRequiredValue(Names).Select(ModelCatalogue.Own.Model).ToList();
        var store = ModelsCommand.StoreOf(parsed);
        var variant = parsed.GetValue(Variant);
        var which = variant == GraphPrecision.Float32 ? "" : $" in {variant.Word()}";
        var missing = 0;
        foreach (var entry in entries)
        {
            var removed = variant == GraphPrecision.Float32
                ? store.Remove(entry.Name)
                : store.Find(entry.Name) is { } model && store.RemoveVariant(model, variant);
            missing += removed ? 0 : 1;
            await Console.Out.WriteLineAsync($"{entry.Name}{which} {(removed ? "is removed" : "was not installed")}.");
        }

        return missing == 0 ? ExitCodes.Complete : ExitCodes.SomeFailed;
    }
}
