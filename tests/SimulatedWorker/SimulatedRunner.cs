using System.Diagnostics;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;

namespace Pipeline.SimulatedWorker;

/// <summary>
/// Takes the device's time and answers as if the photo were cut out. A photo with <c>poison</c> in its name kills the
/// process.
/// </summary>
internal sealed class SimulatedRunner(SimulatedDevice device, TimeProvider time) : IJobRunner
{
    public async Task<BackgroundRemoved> RunAsync(RemoveBackground job, CancellationToken cancellation)
    {
        if (job.Source.Name.Contains("poison", StringComparison.Ordinal))
        {
            Process.GetCurrentProcess().Kill();
        }

        var start = time.GetTimestamp();
        await device.RunAsync(cancellation);
        return new BackgroundRemoved
        {
            JobId = job.JobId,
            JobKey = job.JobKey,
            BatchId = job.BatchId,
            Source = job.Source,
            SourceETag = job.SourceETag,
            Renditions = [],
            Chain = job.Chain,
            Stages = [new StageTiming { Stage = "simulate", Seconds = time.GetElapsedTime(start).TotalSeconds }],
            FinishedAt = time.GetUtcNow(),
        };
    }
}
