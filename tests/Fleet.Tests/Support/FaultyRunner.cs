using System.Collections.Concurrent;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Fleet.Tests.Support;

/// <summary>Fails as often as it is told to, then answers as if the photo were cut out.</summary>
internal sealed class FaultyRunner(Func<int, Exception?> faultOf) : IJobRunner
{
    private readonly ConcurrentDictionary<Guid, byte> _jobs = [];
    private int _runs;

    public int Runs => _runs;

    /// <summary>Different jobs that were begun.</summary>
    public int Jobs => _jobs.Count;

    public Task<BackgroundRemoved> RunAsync(RemoveBackground job, CancellationToken cancellation)
    {
        _jobs.TryAdd(job.JobId, 0);
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
