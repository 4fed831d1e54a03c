using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Dispatch;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Commands;

/// <summary>Finds out why a batch makes no progress, and says what to do: one sentence for each cause.</summary>
internal sealed class ProgressCheck(ILedger ledger, IBroker broker, FleetOptions options, TimeProvider time)
{
    /// <summary>Workers announce themselves every half minute.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan LongAgo = TimeSpan.FromDays(1);

    /// <returns>Nothing where nothing stands in the way, or the batch has ended.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        if (batch.HasEnded)
        {
            return [];
        }

        var causes = new List<string>();
        if (OfState(batch) is { } state)
        {
            causes.Add(state);
        }

        var isServed = await ledger.HasLeaderAsync(cancellation);
        if (!isServed)
        {
            causes.Add("No dispatcher is serving, so no job is given out and no result is recorded: start 'deploy/dispatcher serve'.");
        }

        try
        {
            await AddBrokerAsync(batch, causes, cancellation);
            // Workers are heard by a dispatcher that serves only.
            if (isServed && await WorkersAsync(batch, cancellation) is { } workers)
            {
                causes.Add(workers);
            }
        }
        catch (RefusedException e)
        {
            causes.Add(e.Message);
        }

        return causes;
    }

    private static string? OfState(LedgerBatch batch) => batch.State switch
    {
        BatchState.Paused =>
            $"The batch is paused: 'deploy/dispatcher resume {BatchNames.Short(batch.Id)}' gives its jobs out again.",
        BatchState.Submitting =>
            "Its photos are being listed. If the submission was interrupted: "
                + $"'deploy/dispatcher submit --resume {BatchNames.Short(batch.Id)}' goes on.",
        _ => null,
    };

    private async Task AddBrokerAsync(LedgerBatch batch, List<string> causes, CancellationToken cancellation)
    {
        if (await broker.FindAlarmAsync(cancellation) is { } alarm)
        {
            causes.Add(alarm);
            return;
        }

        var queue = QueueOf(batch);
        if (await broker.LookAsync(queue, cancellation) is not null)
        {
            // Says so where the queue has other arguments than the dispatcher needs.
            await broker.DeclareJobsAsync(batch.Settings.Chain.Name, cancellation);
        }
        else if (batch.Counts.Published > 0)
        {
            causes.Add(
                $"The queue {queue} is gone, and the jobs in it: they are given out again {options.RepublishAfterSeconds} s after "
                    + "they were, by 'deploy/dispatcher serve'.");
        }

        var waiting = 0L;
        foreach (var delay in EndpointNames.UsualRetryDelays)
        {
            waiting += (await broker.LookAsync(EndpointNames.Retry(queue, delay), cancellation))?.Ready ?? 0;
        }

        if (waiting > 0)
        {
            causes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{waiting:N0} jobs for the chain wait to be tried again, because workers could not read or write the storage: their logs say why."));
        }
    }

    private string QueueOf(LedgerBatch batch) => options.IsInteractive(batch)
        ? EndpointNames.RemoveBackgroundInteractive(batch.Settings.Chain.Name)
        : EndpointNames.RemoveBackground(batch.Settings.Chain.Name);

    private async Task<string?> WorkersAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        var chain = batch.Settings.Chain;
        var queue = QueueOf(batch);
        var workers = await ledger.WorkersAsync(Recent, cancellation);
        if (workers.FirstOrDefault(worker => worker.Chains.Contains(chain)) is { } able)
        {
            return await broker.LookAsync(queue, cancellation) is { Consumers: 0 }
                ? $"The worker {able.WorkerId} has announced the chain {chain.Name}, but nobody takes jobs from the queue {queue}: "
                    + "it has stopped within two minutes, or is connected to another broker or virtual host (Worker:Broker)."
                : null;
        }

        var others = workers.SelectMany(worker => worker.Chains).Where(other => other.Name == chain.Name).Distinct().ToList();
        if (others.Count > 0)
        {
            return $"The workers have {string.Join(", ", others)}, and the batch needs {chain}: start workers with that version, "
                + "or cancel the batch and submit the photos again.";
        }

        return await NobodyAsync(chain, cancellation);
    }

    private async Task<string> NobodyAsync(ChainRef chain, CancellationToken cancellation)
    {
        var gone = (await ledger.WorkersAsync(LongAgo, cancellation))
            .Where(worker => worker.Chains.Contains(chain)).MaxBy(worker => worker.SeenAt);
        var last = gone is null
            ? $"No worker has announced the chain {chain}"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"No worker with the chain {chain} is there any more; the last, {gone.WorkerId}, was heard of {(time.GetUtcNow() - gone.SeenAt).TotalMinutes:0} minutes ago");
        return $"{last}: start one with 'deploy/worker serve'.";
    }
}
