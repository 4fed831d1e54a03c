using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;
using Pipeline.Dispatcher.Jobs;
using Pipeline.Dispatcher.Progress;

namespace Pipeline.Dispatcher.Batches;

/// <summary>Sends the jobs of a batch, never more than a window ahead, and follows each to its end.</summary>
internal sealed class BatchRunner(
    IPhotoIntake intake,
    JobSender sender,
    JobTracker tracker,
    IOptions<DispatchOptions> options,
    TimeProvider time) : IBatchRunner
{
    public async Task<BatchSummary> RunAsync(
        BatchPlan plan, BatchOrder order, IBatchObserver observer, CancellationToken stopping)
    {
        var start = time.GetTimestamp();
        var tally = new BatchTally(observer);
        foreach (var item in plan.Unusable)
        {
            tally.Add(new JobOutcome.Failed(item.Name, FailureReason.SourceUnreadable, item.Trouble!));
        }

        var window = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Value.Window,
            CancellationToken = stopping,
        };
        try
        {
            // A stop keeps further jobs from being begun; those that were sent are followed to their end.
            await Parallel.ForEachAsync(plan.Photos, window, async (photo, _) =>
                tally.Add(await FollowAsync(photo, order)));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }

        return tally.ToSummary(plan.Count, time.GetElapsedTime(start));
    }

    /// <summary>Whatever happens to one photo is that photo's outcome and not the end of the run.</summary>
    private async Task<JobOutcome> FollowAsync(PlannedPhoto photo, BatchOrder order)
    {
        var name = photo.Source.Name;
        try
        {
            var job = ToJob(photo, order, await intake.GetETagAsync(photo.Source, CancellationToken.None));
            var outcome = tracker.Expect(job);
            await sender.SendAsync(job);
            return await outcome;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new JobOutcome.Failed(name, FailureReason.SourceMissing, "The photo is gone.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new JobOutcome.Failed(name, FailureReason.SourceUnreadable, "The photo may not be read.");
        }
        catch (Exception e)
        {
            return new JobOutcome.Failed(name, FailureReason.WorkerFault, $"The job could not be sent. {e.Message}");
        }
    }

    private static RemoveBackground ToJob(PlannedPhoto photo, BatchOrder order, string etag)
    {
        var key = JobKey.Of(photo.Source, etag, order.Recipe, order.Chain, photo.Destination);
        return new RemoveBackground
        {
            JobId = JobKey.ToId(key),
            JobKey = key,
            BatchId = order.BatchId,
            Source = photo.Source,
            SourceETag = etag,
            Destination = photo.Destination,
            Recipe = order.Recipe,
            Chain = order.Chain,
            IfExists = order.IfExists,
        };
    }
}
