using System.CommandLine;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Commands;

/// <summary><c>models import</c>.</summary>
internal static class ModelsImportCommand
{
    private static readonly Argument<string> File = new("FILE")
    {
        Description = "A PyTorch checkpoint or an ONNX graph, whichever the model is published as.",
    };

    private static readonly Option<string> As = new("--as")
    {
        Description = "The model of the catalogue that it is.",
        HelpName = "NAME",
        Required = true,
    };

    private static readonly Option<bool> OwnWeights = new("--own-weights")
    {
        Description = "It is not the published file but weights of your own in its layout; auto never takes them.",
    };

    public static Command Make()
    {
        var accept = ModelsCommand.AcceptLicence;
        var command = new Command(
            "import", "Installs a file that is here already; weights of your own in the same layout too.")
        {
            File, As, OwnWeights, accept,
        };
        command.SetAction((parsed, token) =>
            ModelsCommand.RunAsync(() => ImportAsync(parsed, parsed.GetValue(accept) ?? [], token)));
        return command;
    }

    private static async Task<int> ImportAsync(ParseResult parsed, string[] accepted, CancellationToken cancellation)
    {
        var entry = ModelCatalogue.Own.Model(parsed.GetRequiredValue(As));
        var file = Path.GetFullPath(parsed.GetRequiredValue(File));
        var store = ModelsCommand.StoreOf(parsed);
        var model = new ModelInstaller(store, TimeProvider.System)
            .Install(entry, file, Path.GetFileName(file), accepted, cancellation, parsed.GetValue(OwnWeights));
        var whose = model.IsPublished ? "" : " as weights of your own";
        await Console.Out.WriteLineAsync($"{entry.Name} is installed{whose}, sha256 {model.Sha256}.");
        return ExitCodes.Complete;
    }
}
