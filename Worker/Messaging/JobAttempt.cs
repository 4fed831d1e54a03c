using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Consumers;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Health;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// One attempt at a job that was delivered: not while the store is away, not for a cancelled batch, alone and under a
/// mark if an earlier delivery was never answered, with quick retries.
/// </summary>
internal sealed partial class JobAttempt(
    IJobRunner runner,
    JobSlots slots,
    StartMarks marks,
    CancelledBatches cancelled,
    OutageGate gate,
    JobFaults faults,
    IOptions<FleetOptions> options,
    TimeProvider time,
    ILogger<JobAttempt> logger)
{
    private const int EachQuickRetryWaitsTimes = 5;

    /// <param name="job">The job.</param>
    /// <param name="sent">When it was sent; null where its sender does not say.</param>
    /// <param name="isRedelivered">It was delivered before, and neither acknowledged nor put off.</param>
    /// <param name="isUrgent">A person waits for it.</param>
    /// <param name="cancellation">The worker is about to stop.</param>
    /// <returns>The event to publish.</returns>
    /// <exception cref="JobRejectedException">A permanent failure: a result.</exception>
    /// <exception cref="IOException">Infrastructure.</exception>
    /// <exception cref="TimeoutException">The job ran for too long.</exception>
    public async Task<BackgroundRemoved> RunAsync(
        RemoveBackground job,
        DateTimeOffset? sent,
        bool isRedelivered,
        bool isUrgent,
        CancellationToken cancellation)
    {
        RequireNotCancelled(job, sent);
        await gate.PassAsync(cancellation);
        using var place = await slots.TakeAsync(isUrgent, isAlone: isRedelivered, cancellation);
        RequireNotCancelled(job, sent);
        try
        {
            return isRedelivered ? await RunMarkedAsync(job, cancellation) : await RunPatientlyAsync(job, cancellation);
        }
        catch (StoreUnusableException e)
        {
            gate.Close(e.Message);
            throw;
        }
    }

    private void RequireNotCancelled(RemoveBackground job, DateTimeOffset? sent)
    {
        if (cancelled.Contains(job.BatchId, sent))
        {
            throw new JobRejectedException(
                FailureReason.Cancelled, "The batch was cancelled before the job was begun.");
        }
    }

    private async Task<BackgroundRemoved> RunMarkedAsync(RemoveBackground job, CancellationToken cancellation)
    {
        var left = await marks.CountAsync(job, options.Value.MarksOfPoison, cancellation);
        if (left >= options.Value.MarksOfPoison)
        {
            await ClearAsync(job, left);
            throw new JobRejectedException(
                FailureReason.CrashesWorker, $"Workers ended {left} times while they worked on nothing else.");
        }

        await marks.LeaveAsync(job, left + 1, cancellation);
        try
        {
            return await RunPatientlyAsync(job, cancellation);
        }
        finally
        {
            await ClearAsync(job, left + 1);
        }
    }

    /// <summary>A mark that stays counts only if the job comes back yet again.</summary>
    private async Task ClearAsync(RemoveBackground job, int count)
    {
        try
        {
            await marks.ClearAsync(job, count, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogMarksStay(job.JobId, e.Message);
        }
    }

    private async Task<BackgroundRemoved> RunPatientlyAsync(RemoveBackground job, CancellationToken cancellation)
    {
        var delay = TimeSpan.FromSeconds(options.Value.QuickRetrySeconds);
        for (var retries = 0; ; retries++, delay *= EachQuickRetryWaitsTimes)
        {
            try
            {
                return await RunOnceAsync(job, cancellation);
            }
            catch (IOException e) when (e is not StoreUnusableException && retries < options.Value.QuickRetries)
            {
                await Task.Delay(delay, time, cancellation);
            }
        }
    }

    private async Task<BackgroundRemoved> RunOnceAsync(RemoveBackground job, CancellationToken cancellation)
    {
        var longest = TimeSpan.FromSeconds(options.Value.JobSeconds);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(longest);
        try
        {
            var removed = await runner.RunAsync(job, deadline.Token);
            OnResult();
            return removed;
        }
        catch (JobRejectedException)
        {
            OnResult();
            throw;
        }
        catch (IOException e) when (e is not StoreUnusableException)
        {
            gate.OnFailure();
            throw;
        }
        catch (OperationCanceledException e) when (!cancellation.IsCancellationRequested)
        {
            var timeout = new TimeoutException($"The job ran for more than {longest}.", e);
            faults.OnFault(timeout);
            throw timeout;
        }
        catch (Exception e) when (e is not (OperationCanceledException or IOException))
        {
            faults.OnFault(e);
            throw;
        }
    }

    private void OnResult()
    {
        gate.OnSuccess();
        faults.OnResult();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Job {JobId}: its start marks stay: {Reason}")]
    private partial void LogMarksStay(Guid jobId, string reason);
}
