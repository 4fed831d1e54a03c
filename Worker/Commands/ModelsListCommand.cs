using System.CommandLine;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Commands;

/// <summary><c>models list</c>.</summary>
internal static class ModelsListCommand
{
    public static Command Make()
    {
        var command = new Command(
            "list", "Every model and chain of the catalogue, on what terms, and which are installed.");
        command.SetAction((parsed, _) => ModelsCommand.RunAsync(() =>
        {
            new ModelsTable(ModelCatalogue.Own, ModelsCommand.StoreOf(parsed)).Write(Console.Out);
            return Task.FromResult(ExitCodes.Complete);
        }));
        return command;
    }
}
