using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>
/// The safety net for everything that a broker may lose: a job that is out for long is published again under the same
/// message id, and after so many times it has failed. While jobs wait on its chain's queues it may be among them: then
/// it has longer, and is not given up. A duplicate costs a worker one look at the commit record.
/// </summary>
internal sealed partial class Reconciler(
    ILedger ledger,
    IFleetPublisher publisher,
    IBroker broker,
    GivenUpJobs givenUp,
    IOptions<FleetOptions> options,
    TimeProvider time,
    ILogger<Reconciler> logger)
{
    private const int Most = 5000;

    /// <summary>Events on their way to the ledger look as if the jobs were lost.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(60);

    /// <returns>Jobs that were published again or given up.</returns>
    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        var handled = 0;
        var batches = await ledger.ListOpenAsync(cancellation);
        foreach (var chain in batches.Where(batch => batch.Counts.Published > 0).GroupBy(batch => batch.Settings.Chain.Name))
        {
            if (await PatienceAsync(chain.Key, cancellation) is not var (patience, someWait))
            {
                continue;
            }

            foreach (var batch in chain)
            {
                var overdue = await ledger.OverdueAsync(batch, time.GetUtcNow() - patience, Most, cancellation);
                handled += overdue.Count == 0 ? 0 : await HandleAsync(batch, overdue, someWait, cancellation);
            }
        }

        return handled;
    }

    /// <summary>
    /// How long a job of the chain may be out before it counts as lost, and whether some wait; null while ends wait to
    /// be recorded. Where nobody consumes and none waits, nothing can be held by a worker.
    /// </summary>
    private async Task<(TimeSpan Patience, bool SomeWait)?> PatienceAsync(string chain, CancellationToken cancellation)
    {
        var (consumers, someWait) = (0L, false);
        foreach (var queue in QueuesOf(chain))
        {
            var state = await broker.LookAsync(queue, cancellation);
            someWait |= state?.Ready > 0;
            consumers += state?.Consumers ?? 0;
        }

        if (await broker.LookAsync(EndpointNames.JobTracker, cancellation) is { Ready: > 0 })
        {
            return null;
        }

        var patience = TimeSpan.FromSeconds(options.Value.RepublishAfterSeconds);
        return someWait ? (2 * patience, true)
            : (consumers == 0 && patience > Settling ? Settling : patience, false);
    }

    private static IEnumerable<string> QueuesOf(string chain)
    {
        string[] jobs = [EndpointNames.RemoveBackground(chain), EndpointNames.RemoveBackgroundInteractive(chain)];
        return jobs.Concat(jobs.SelectMany(
            queue => EndpointNames.UsualRetryDelays.Select(delay => EndpointNames.Retry(queue, delay))));
    }

    private async Task<int> HandleAsync(
        LedgerBatch batch, IReadOnlyList<WaitingJob> overdue, bool someWait, CancellationToken cancellation)
    {
        var isCancelled = batch.State == BatchState.Cancelling;
        var lost = overdue
            .Where(job => isCancelled || (!someWait && job.Attempts >= options.Value.MostAttempts))
            .ToList();
        await givenUp.EndAsync(batch, [.. lost.Select(job => Lost(job, isCancelled))], cancellation);
        var again = overdue.Except(lost).ToList();
        if (again.Count > 0)
        {
            await broker.DeclareJobsAsync(batch.Settings.Chain.Name, cancellation);
            var (confirmed, unusable, trouble) = await publisher.PublishAsync(batch, again, cancellation);
            await ledger.MarkPublishedAsync(batch, confirmed, cancellation);
            await givenUp.EndAsync(batch, unusable, cancellation);
            LogRepublished(batch.Id, confirmed.Count, lost.Count + unusable.Count, trouble);
        }

        return overdue.Count;
    }

    private static GivenUpJob Lost(WaitingJob job, bool isCancelled) => isCancelled
        ? new GivenUpJob(
            job, FailureReason.Cancelled, "The batch was cancelled, and no worker has answered for the photo.")
        : new GivenUpJob(
            job, FailureReason.WorkerFault, $"Published {job.Attempts} times, and no worker has answered for it.");

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "Batch {Batch}: {Again} jobs without an end are published again, {Lost} given up")]
    private partial void LogRepublished(Guid batch, int again, int lost, Exception? trouble);
}
