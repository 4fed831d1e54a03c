using System.Collections.Concurrent;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;

namespace Pipeline.Dispatcher.Progress;

/// <summary>Brings events back to those who wait for the jobs.</summary>
internal sealed class JobTracker
{
    private readonly ConcurrentDictionary<Guid, OpenJob> _open = new();

    /// <summary>Call before the job is sent, or its event could come first.</summary>
    /// <returns>Completes with the job's outcome.</returns>
    /// <exception cref="InvalidOperationException">The job is being followed already.</exception>
    public Task<JobOutcome> Expect(RemoveBackground job)
    {
        var open = new OpenJob(job, new TaskCompletionSource<JobOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
        return _open.TryAdd(job.JobId, open)
            ? open.Outcome.Task
            : throw new InvalidOperationException($"Job {job.JobId} is being followed already.");
    }

    /// <summary>An event of an earlier batch says that the job was done before this one.</summary>
    public void OnRemoved(BackgroundRemoved removed) => End(removed.JobId, job =>
        removed.BatchId == job.BatchId
            ? new JobOutcome.CutOut(job.Source.Name, removed)
            : new JobOutcome.AlreadyDone(job.Source.Name, removed));

    /// <summary>A file in the way is no failure where the caller wants such photos passed over.</summary>
    public void OnFailed(Guid jobId, FailureReason reason, string detail) => End(jobId, job =>
        reason == FailureReason.OutputExists && job.IfExists == IfExists.Skip
            ? new JobOutcome.Skipped(job.Source.Name, detail)
            : new JobOutcome.Failed(job.Source.Name, reason, detail));

    /// <summary>Events come at least once, and to every dispatcher: what nobody waits for is passed over.</summary>
    private void End(Guid jobId, Func<RemoveBackground, JobOutcome> toOutcome)
    {
        if (_open.TryRemove(jobId, out var open))
        {
            open.Outcome.SetResult(toOutcome(open.Job));
        }
    }

    private sealed record OpenJob(RemoveBackground Job, TaskCompletionSource<JobOutcome> Outcome);
}
