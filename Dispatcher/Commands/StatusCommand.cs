using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Commands;

/// <summary><c>status</c>: the open batches, the workers and the queues; or one batch.</summary>
internal static class StatusCommand
{
    private static readonly Argument<string?> Batch = new("BATCH")
    {
        Description = "The batch's id or the beginning of it, or last; all that are open if not given.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<bool> Wait = new("--wait") { Description = "Show progress, and end with the batch." };

    public static Command Make()
    {
        var command = new Command("status", "Shows how far batches are, which workers are there, and what the queues hold.") { Batch, Wait };
        command.SetAction((parsed, cancellation) => CommandHost.RunAsync(
            parsed, (services, token) => ShowAsync(services, parsed.GetValue(Batch), parsed.GetValue(Wait), token), cancellation));
        return command;
    }

    private static async Task<int> ShowAsync(
        IServiceProvider services, string? name, bool wait, CancellationToken cancellation)
    {
        var ledger = services.GetRequiredService<ILedger>();
        await ledger.OpenAsync(cancellation);
        if (name is not null)
        {
            var batch = await BatchNames.FindAsync(ledger, name, cancellation);
            return wait
                ? await services.GetRequiredService<BatchWatch>().WaitAsync(batch.Id, cancellation)
                : await ShowBatchAsync(batch, services.GetRequiredService<ProgressCheck>(), cancellation);
        }

        var open = (await ledger.ListOpenAsync(cancellation)).Where(batch => !batch.HasEnded).ToList();
        foreach (var line in open.Select(batch => $"{BatchText.Summary(batch)}  [{BatchText.Origin(batch)}]").DefaultIfEmpty("No batch is open."))
        {
            await Console.Out.WriteLineAsync(line);
        }

        await services.GetRequiredService<FleetView>().ShowAsync(open, cancellation);
        return ExitCodes.Complete;
    }

    private static async Task<int> ShowBatchAsync(
        LedgerBatch batch, ProgressCheck check, CancellationToken cancellation)
    {
        await Console.Out.WriteLineAsync($"Batch {batch.Id}");
        await Console.Out.WriteLineAsync(BatchText.Summary(batch));
        await Console.Out.WriteLineAsync(BatchText.Origin(batch));
        if (batch.Detail is { } detail)
        {
            await Console.Out.WriteLineAsync(detail);
        }

        foreach (var cause in await check.RunAsync(batch, cancellation))
        {
            await Console.Out.WriteLineAsync(cause);
        }

        return ExitCodes.Complete;
    }
}
