using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>
/// Jobs that the broker gave up delivering. On brokers before 4.3 every stop of a worker counts against the messages
/// that it held, so most of them are innocent and are sent again; one that was sent often enough is given up.
/// </summary>
internal sealed partial class DeadLetters(
    ILedger ledger,
    IFleetPublisher publisher,
    IBroker broker,
    IOptions<FleetOptions> options,
    TimeProvider time,
    ILogger<DeadLetters> logger)
{
    private const string Nowhere = "";

    /// <summary>Sends the innocent again, and ends the others.</summary>
    /// <returns>Letters that were sent again.</returns>
    public Task<int> RunAsync(CancellationToken cancellation) => broker.SweepAsync(
        EndpointNames.DeadJobs, letter => JudgeAsync(letter, cancellation), cancellation);

    /// <returns>Where the letter goes; null where it is no job and stays for a person.</returns>
    private async Task<string?> JudgeAsync(DeadLetter letter, CancellationToken cancellation)
    {
        if (DeadJob.Read(letter) is not { } job)
        {
            return null;
        }

        var batch = await ledger.FindAsync(job.BatchId, cancellation);
        var row = batch is null ? null : await ledger.FindOpenJobAsync(batch, Convert.FromHexString(job.JobKey), cancellation);
        if (batch is not null && row is null)
        {
            // It has ended by another delivery, or was given up before.
            return Nowhere;
        }

        if (row is null || row.Attempts >= options.Value.MostAttempts)
        {
            await publisher.FailedAsync(GivenUp(job), cancellation);
            LogGivenUp(job.JobId, job.Source);
            return Nowhere;
        }

        await ledger.MarkPublishedAsync(batch!, [row.Seq], cancellation);
        return DeadJob.HomeOf(letter);
    }

    private BackgroundRemovalFailed GivenUp(RemoveBackground job) => new()
    {
        JobId = job.JobId,
        JobKey = job.JobKey,
        BatchId = job.BatchId,
        Source = job.Source,
        Reason = FailureReason.CrashesWorker,
        Detail = "The broker gave up delivering the job, again and again.",
        FailedAt = time.GetUtcNow(),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: {Source} is given up; the broker could not deliver it")]
    private partial void LogGivenUp(Guid jobId, BlobRef source);
}
