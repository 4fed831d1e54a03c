using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// One job from its message to its commit record: unless it is done already, read the photo, run
/// the chain, write the cutout, and write the record last. Doing a job twice leaves the same bytes.
/// </summary>
internal sealed class CutoutJob(
    IBlobStore store,
    CommitRecords records,
    DestinationClaims claims,
    CutoutChain chain,
    IOptions<ImageLimits> limits,
    TimeProvider time)
{
    /// <returns>The event to publish.</returns>
    /// <exception cref="JobRejectedException">A permanent failure: a result.</exception>
    /// <exception cref="IOException">The store did not answer: worth another try.</exception>
    public async Task<BackgroundRemoved> RunAsync(RemoveBackground job, CancellationToken cancellation)
    {
        RequireSameChain(job);
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
        var source = await clock.TimeAsync(Stages.Read, () => ReadAsync(job, cancellation));
        var file = chain.Run(source, job.Recipe, clock, cancellation);
        if (!await clock.TimeAsync(Stages.Write, () => claims.TryWriteAsync(job, file, cancellation)))
        {
            return await FinishedMeanwhileAsync(job, cancellation);
        }

        var finished = Finished(job, file.At(job.Destination), clock);
        var committed = await records.CommitAsync(job, finished, record, cancellation);
        await claims.ReleaseAsync(job, cancellation);
        return committed;
    }

    /// <summary>The file at the destination is a faster duplicate's, or someone else's.</summary>
    private async Task<BackgroundRemoved> FinishedMeanwhileAsync(RemoveBackground job, CancellationToken cancellation) =>
        (await records.FindAsync(job, cancellation)).Finished
        ?? throw new JobRejectedException(
            FailureReason.OutputExists, $"Another file stands at {job.Destination.Name}.");

    private void RequireSameChain(RemoveBackground job)
    {
        if (job.Chain != chain.Reference)
        {
            throw new JobRejectedException(
                FailureReason.ChainMismatch, $"Submitted for {job.Chain}; this worker has {chain.Reference}.");
        }
    }

    private async Task<byte[]> ReadAsync(RemoveBackground job, CancellationToken cancellation)
    {
        var source = await ReadSourceAsync(job.Source, cancellation)
            ?? throw new JobRejectedException(FailureReason.SourceMissing, "The photo is gone.");
        return source.ETag == job.SourceETag
            ? source.Bytes
            : throw new JobRejectedException(FailureReason.SourceChanged, "The photo is not the one submitted.");
    }

    private async Task<BlobContent?> ReadSourceAsync(BlobRef source, CancellationToken cancellation)
    {
        try
        {
            return await store.ReadAsync(source, limits.Value.MaxMebibytes * 1024L * 1024L, cancellation);
        }
        catch (BlobTooLargeException e)
        {
            throw new JobRejectedException(FailureReason.TooManyBytes, e.Message, e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JobRejectedException(FailureReason.SourceUnreadable, "The photo may not be read.", e);
        }
    }

    private BackgroundRemoved Finished(RemoveBackground job, Rendition cutout, StageClock clock) => new()
    {
        JobId = job.JobId,
        JobKey = job.JobKey,
        BatchId = job.BatchId,
        Source = job.Source,
        SourceETag = job.SourceETag,
        Cutout = cutout,
        Chain = chain.Reference,
        Stages = clock.Stages,
        FinishedAt = time.GetUtcNow(),
    };
}
