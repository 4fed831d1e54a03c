using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Jobs;
using Pipeline.Dispatcher.Progress;

namespace Pipeline.Dispatcher.Batches;

/// <summary>Sends the jobs of a batch, never more than a window ahead, and follows each to its end.</summary>
internal sealed class BatchRunner(
    JobMaker maker,
    JobSender sender,
    JobTracker tracker,
    IOptions<DispatchOptions> options,
    TimeProvider time) : IBatchRunner
{
    public async Task<BatchSummary> RunAsync(
        BatchPlan plan,
        BatchOrder order,
        IBatchObserver observer,
        CancellationToken stopping,
        CancellationToken abandoning)
    {
        var start = time.GetTimestamp();
        var tally = new BatchTally(observer);
        foreach (var failed in plan.Unusable)
        {
            tally.Add(failed);
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
            {
                if (await FollowAsync(photo, order, abandoning) is { } outcome)
                {
                    tally.Add(outcome);
                }
            });
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }

        return tally.ToSummary(plan.Count, time.GetElapsedTime(start));
    }

    /// <summary>Whatever happens to one photo is that photo's outcome and not the end of the run.</summary>
    /// <returns>Null where the job was abandoned.</returns>
    private async Task<JobOutcome?> FollowAsync(PlannedPhoto photo, BatchOrder order, CancellationToken abandoning)
    {
        var name = photo.Source.Name;
        try
        {
            var job = await maker.MakeAsync(photo, order);
            var outcome = tracker.Expect(job);
            await sender.SendAsync(job);
            return await outcome.WaitAsync(abandoning);
        }
        catch (OperationCanceledException) when (abandoning.IsCancellationRequested)
        {
            return null;
        }
        catch (UnreadableInputException e)
        {
            return new JobOutcome.Failed(name, e.Reason, e.Message);
        }
        catch (Exception e)
        {
            return new JobOutcome.Failed(name, FailureReason.WorkerFault, $"The job could not be sent. {e.Message}");
        }
    }
}
