using System.CommandLine;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Precision;

namespace Pipeline.Worker.Commands;

/// <summary><c>models verify</c>.</summary>
internal static class ModelsVerifyCommand
{
    public static Command Make()
    {
        var command = new Command("verify", "Reads every installed model, variants too, and compares it with what was installed.");
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

                foreach (var graph in model.InEach())
                {
                    var isSound = await VerifyAsync(store, graph);
                    (sound, damaged) = isSound ? (sound + 1, damaged) : (sound, damaged + 1);
                }
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

    private static async Task<bool> VerifyAsync(ModelStore store, InstalledModel graph)
    {
        try
        {
            store.Verify(graph);
            var variant = graph.Precision == GraphPrecision.Float32
                ? ""
                : $" in {graph.Precision.Word()}";
            await Console.Out.WriteLineAsync($"{graph.Name}{variant}: as installed, sha256 {graph.Sha256}");
            return true;
        }
        catch (ModelDamagedException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return false;
        }
    }
}
