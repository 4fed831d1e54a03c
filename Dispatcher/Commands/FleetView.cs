using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Commands;

/// <summary>Shows workers and queues, and says what nobody works on.</summary>
internal sealed class FleetView(ILedger ledger, IBroker broker, ProgressCheck check, TextWriter writer)
{
    /// <exception cref="RefusedException">The broker cannot be asked.</exception>
    public async Task ShowAsync(IReadOnlyCollection<LedgerBatch> open, CancellationToken cancellation)
    {
        var workers = await ledger.WorkersAsync(ProgressCheck.Recent, cancellation);
        foreach (var worker in workers)
        {
            await writer.WriteLineAsync(
                $"Worker {worker.WorkerId}  {worker.Provider}  {string.Join(", ", worker.Chains)}  since "
                    + worker.StartedAt.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        }

        if (workers.Count == 0)
        {
            await writer.WriteLineAsync("No worker has announced itself within two minutes (a dispatcher that serves must hear them).");
        }

        var chains = open.Select(batch => batch.Settings.Chain)
            .Concat(workers.SelectMany(worker => worker.Chains))
            .Select(chain => chain.Name).Distinct().Order(StringComparer.Ordinal);
        foreach (var chain in chains)
        {
            await ShowQueueAsync(EndpointNames.RemoveBackground(chain), cancellation);
            await ShowQueueAsync(EndpointNames.RemoveBackgroundInteractive(chain), cancellation);
        }

        await ShowLettersAsync(EndpointNames.DeadJobs, "'dispatcher redrive' sends them again", cancellation);
        await ShowLettersAsync(EndpointNames.Unroutable, "sent to exchanges without a queue", cancellation);
        foreach (var batch in open)
        {
            foreach (var cause in await check.RunAsync(batch, cancellation))
            {
                await writer.WriteLineAsync($"Batch {BatchNames.Short(batch.Id)}: {cause}");
            }
        }
    }

    private async Task ShowQueueAsync(string queue, CancellationToken cancellation)
    {
        var state = await broker.LookAsync(queue, cancellation);
        var text = state switch
        {
            null => "is not there",
            { Consumers: 0 } => string.Create(CultureInfo.InvariantCulture, $"{state.Ready:N0} wait, and NOBODY consumes it"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{state.Ready:N0} wait, {state.Consumers:N0} consume"),
        };
        await writer.WriteLineAsync($"Queue {queue}: {text}");
    }

    private async Task ShowLettersAsync(string queue, string hint, CancellationToken cancellation)
    {
        if (await broker.LookAsync(queue, cancellation) is { Ready: > 0 } state)
        {
            await writer.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Queue {queue}: {state.Ready:N0} messages; {hint}"));
        }
    }
}
