using Pipeline.Contracts;
using Pipeline.Worker.Chains;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// One job from its message to its commit record: unless it is done already, read the photo, run
/// the chain, write the renditions, and write the record last. Doing a job twice leaves the same bytes.
/// </summary>
internal sealed class CutoutJob(
    CommitRecords records,
    DestinationClaims claims,
    JobInputs inputs,
    InstalledChains chains,
    TimeProvider time) : IJobRunner
{
    /// <inheritdoc/>
    public async Task<BackgroundRemoved> RunAsync(RemoveBackground job, CancellationToken cancellation)
    {
        var chain = chains.Find(job.Chain);
        var record = await records.FindAsync(job, cancellation);
        if (record.Finished is { } before)
        {
            await claims.ReleaseAsync(job, cancellation);
            return before;
        }

        if (!await claims.IsFreeAsync(job, cancellation))
        {
            return await FinishedMeanwhileAsync(job, cancellation);
        }

        var clock = new StageClock(time);
        var files = await clock.TimeAsync(Stages.Read, () => inputs.ReadAsync(job, cancellation));
        var result = chain.Run(files, job.Recipe, clock, cancellation);
        var renditions = result.Files.Zip(job.Destinations, (file, blob) => (file, file.At(blob))).ToList();
        if (!await clock.TimeAsync(Stages.Write, () => claims.TryWriteAsync(job, renditions, cancellation)))
        {
            return await FinishedMeanwhileAsync(job, cancellation);
        }

        var finished = Finished(job, [.. renditions.Select(pair => pair.Item2)], result, clock);
        var committed = await records.CommitAsync(job, finished, record, cancellation);
        await claims.ReleaseAsync(job, cancellation);
        return committed;
    }

    /// <summary>A file at a destination is a faster duplicate's, or someone else's.</summary>
    private async Task<BackgroundRemoved> FinishedMeanwhileAsync(RemoveBackground job, CancellationToken cancellation) =>
        (await records.FindAsync(job, cancellation)).Finished
        ?? throw new JobRejectedException(
            FailureReason.OutputExists,
            $"Another file exists at {string.Join(" or ", job.Destinations.Select(blob => blob.Name))}; "
                + "--if-exists replace overwrites it and --if-exists skip passes the photo over.");

    private BackgroundRemoved Finished(
        RemoveBackground job, IReadOnlyList<Rendition> renditions, CutoutResult result, StageClock clock) => new()
        {
            JobId = job.JobId,
            JobKey = job.JobKey,
            BatchId = job.BatchId,
            Source = job.Source,
            SourceETag = job.SourceETag,
            Trimap = job.Trimap,
            Renditions = renditions,
            Chain = job.Chain,
            Provider = result.Provider,
            Matting = result.Matting,
            Quality = result.Quality,
            Stages = clock.Stages,
            FinishedAt = time.GetUtcNow(),
        };
}
