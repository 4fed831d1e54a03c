using Pipeline.Contracts;
using Pipeline.Dispatcher.Jobs;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>
/// Ends jobs that no worker will end. Whoever waits for events hears of it as of every other end; then it is written.
/// </summary>
internal sealed class GivenUpJobs(ILedger ledger, IFleetPublisher publisher, TimeProvider time)
{
    /// <param name="batch">Whose jobs they are.</param>
    /// <param name="jobs">May be none.</param>
    /// <param name="cancellation">Stops between two of them; those that were told of are told again.</param>
    public async Task EndAsync(
        LedgerBatch batch, IReadOnlyCollection<GivenUpJob> jobs, CancellationToken cancellation)
    {
        if (jobs.Count == 0)
        {
            return;
        }

        foreach (var job in jobs)
        {
            await publisher.FailedAsync(Failed(batch, job), cancellation);
        }

        var ends = jobs.Select(given => new JobEnd
        {
            Key = given.Job.Key,
            BatchId = batch.Id,
            Reason = given.Reason,
            Detail = given.Detail,
        });
        await ledger.EndAsync([.. ends], cancellation);
    }

    private BackgroundRemovalFailed Failed(LedgerBatch batch, GivenUpJob given)
    {
        var key = Convert.ToHexStringLower(given.Job.Key);
        return new BackgroundRemovalFailed
        {
            JobId = JobKey.ToId(key),
            JobKey = key,
            BatchId = batch.Id,
            Source = new BlobRef { Container = given.Job.Container, Name = given.Job.Name },
            Reason = given.Reason,
            Detail = given.Detail,
            FailedAt = time.GetUtcNow(),
        };
    }
}
