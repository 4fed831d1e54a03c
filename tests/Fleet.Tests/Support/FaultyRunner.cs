using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>Fails as often as it is told to, then answers as if the photo were cut out.</summary>
internal sealed class FaultyRunner(Func<int, Exception?> faultOf) : IJobRunner
{
    private int _runs;

    public int Runs => _runs;

    public Task<BackgroundRemoved> RunAsync(RemoveBackground job, CancellationToken cancellation)
    {
        if (faultOf(Interlocked.Increment(ref _runs)) is { } fault)
        {
            throw fault;
        }

        return Task.FromResult(new BackgroundRemoved
        {
            JobId = job.JobId,
            JobKey = job.JobKey,
            BatchId = job.BatchId,
            Source = job.Source,
            SourceETag = job.SourceETag,
            Renditions = [],
            Chain = job.Chain,
            Stages = [],
            FinishedAt = DateTimeOffset.UnixEpoch,
        });
    }
}
