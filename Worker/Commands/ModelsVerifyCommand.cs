using System.CommandLine;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Commands;

/// <summary><c>models verify</c>.</summary>
internal static class ModelsVerifyCommand
{
    public static Command Make()
    {
        var command = new Command("verify", "Reads every installed model and compares it with what was installed.");
        command.SetAction((parsed, _) => ModelsCommand.RunAsync(() => VerifyAsync(ModelsCommand.StoreOf(parsed))));
        return command;
    }

    private static async Task<int> VerifyAsync(ModelStore store)
    {
        var (sound, damaged) = (0, 0);
        foreach (var entry in ModelCatalogue.Own.Models)
        {
            try
            {
                if (store.Find(entry.Name) is not { } model)
                {
                    continue;
                }

                store.Verify(model);
                sound++;
                await Console.Out.WriteLineAsync($"{model.Name}: as installed, sha256 {model.Sha256}");
            }
            catch (ModelDamagedException e)
            {
                damaged++;
                await Console.Error.WriteLineAsync(e.Message);
            }
        }

        await Console.Out.WriteLineAsync($"{sound} as installed, {damaged} damaged");
        return damaged == 0 ? ExitCodes.Complete : ExitCodes.SomeFailed;
    }
}
