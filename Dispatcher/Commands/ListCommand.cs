using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary><c>list</c>: every batch, the latest first.</summary>
internal static class ListCommand
{
    public static Command Make()
    {
        var command = new Command("list", "Lists the batches, the latest first.");
        command.SetAction((parsed, cancellation) => CommandHost.RunAsync(parsed, ListAsync, cancellation));
        return command;
    }

    private static async Task<int> ListAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var ledger = services.GetRequiredService<ILedger>();
        await ledger.OpenAsync(cancellation);
        var batches = await ledger.ListAsync(cancellation);
        foreach (var batch in batches)
        {
            await Console.Out.WriteLineAsync($"{BatchText.Summary(batch)}  [{BatchText.Origin(batch)}]");
        }

        if (batches.Count == 0)
        {
            await Console.Out.WriteLineAsync("There are no batches.");
        }

        return ExitCodes.Complete;
    }
}
