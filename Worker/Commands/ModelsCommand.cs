using System.CommandLine;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Commands;

/// <summary>The command line of <c>deploy/worker models</c>.</summary>
internal static class ModelsCommand
{
    private const string Description =
        """
        Networks that chains are made of: which there are, on what terms, and which are installed here.

        Weights are not part of this project. pull fetches the published file, import takes one that is here already;
        either is compared with the checksum that its publisher states, made into an ONNX graph where it is a PyTorch
        checkpoint, and kept with a note of where it came from.

        Exit code: 0 done, 1 something could not be done or is damaged, 2 refused, 64 the command line is
        wrong, 74 a file could not be written.
        """;

    /// <summary>Where models lie; of every command below this one.</summary>
    public static readonly Option<string> Folder = new("--folder")
    {
        Description = $"Where models lie; ${ModelStoreOptions.Variable}, or pipeline/models in the user's data, if not given.",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>Licences that forbid commercial use, accepted by name.</summary>
    public static Option<string[]> AcceptLicence => new("--accept-licence")
    {
        Description = "I may use this model on its terms, which forbid commercial use. Kept with the model, with the time.",
        HelpName = "NAME",
    };

    public static Command Make() => new("models", Description)
    {
        Folder,
        ModelsListCommand.Make(),
        ModelsPullCommand.Make(),
        ModelsImportCommand.Make(),
        ModelsQuantiseCommand.Make(),
        ModelsVerifyCommand.Make(),
        ModelsRemoveCommand.Make(),
    };

    public static ModelStore StoreOf(ParseResult parsed)
    {
        var options = new ModelStoreOptions();
        if (parsed.GetValue(Folder) is { Length: > 0 } folder)
        {
            options.Folder = folder;
        }

        return new ModelStore(Options.Create(options));
    }

    /// <summary>Runs what an operator asked for; what may go wrong becomes a sentence and an exit code.</summary>
    public static async Task<int> RunAsync(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (LicenceRefusedException e)
        {
            return await TellAsync(e.Message, ExitCodes.Refused);
        }
        catch (ArgumentException e) when (DiskTrouble.Of(e) is null)
        {
            return await TellAsync(
                UsageError.Describe(e.Message.Split(" (Parameter")[0], null, "deploy/worker models"), ExitCodes.Usage);
        }
        catch (Exception e) when (e is not StandardOutputException && DiskTrouble.Of(e) is not null)
        {
            return await TellAsync(e.Message, ExitCodes.WriteFailed);
        }
        catch (Exception e) when (
            e is not StandardOutputException
            && e is PullException or ModelRejectedException or ModelDamagedException or IOException or UnauthorizedAccessException)
        {
            return await TellAsync(e.Message, ExitCodes.SomeFailed);
        }
    }

    private static async Task<int> TellAsync(string sentence, int exitCode)
    {
        await Console.Error.WriteLineAsync(sentence);
        return exitCode;
    }
}
