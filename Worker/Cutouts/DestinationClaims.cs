using Pipeline.Contracts;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// Keeps a job from overwriting what it did not make. A job that may not replace leaves a claim just before it writes
/// and ends it after its commit record. So a file at the destination is the job's own, left by a run that was killed in
/// between, when there is a claim; and someone else's when there is none, which is found out before the work.
/// </summary>
internal sealed class DestinationClaims(IBlobStore store)
{
    private const string ContentType = "text/plain";

    /// <summary>Whether the job may write: nothing stands at the destination, or what it may replace.</summary>
    public async Task<bool> IsFreeAsync(RemoveBackground job, CancellationToken cancellation) =>
        job.IfExists == IfExists.Replace
        || await store.FindLengthAsync(job.Destination, cancellation) is null
        || await IsClaimedAsync(job, cancellation);

    /// <summary>Writes the result, over what the job left itself or may replace.</summary>
    /// <returns>False when another file has come to stand at the destination.</returns>
    public async Task<bool> TryWriteAsync(RemoveBackground job, CutoutFile file, CancellationToken cancellation)
    {
        var replace = job.IfExists == IfExists.Replace || await IsClaimedAsync(job, cancellation);
        if (!replace)
        {
            await store.WriteAsync(ClaimOf(job), [], ContentType, replace: true, cancellation);
        }

        // A duplicate of this job that was faster has written the same bytes.
        var written = await store.WriteAsync(job.Destination, file.Bytes, file.ContentType, replace, cancellation)
            || await store.HoldsAsync(job.Destination, file.Bytes.LongLength, file.Sha256, cancellation);
        if (!written)
        {
            await ReleaseAsync(job, cancellation);
        }

        return written;
    }

    /// <summary>Ends the claim; the commit record speaks for the file from now on.</summary>
    public Task ReleaseAsync(RemoveBackground job, CancellationToken cancellation) =>
        store.DeleteAsync(ClaimOf(job), cancellation);

    private static BlobRef ClaimOf(RemoveBackground job) => new()
    {
        Container = job.Destination.Container,
        Name = $".pipeline/{job.JobKey}.claim",
    };

    private async Task<bool> IsClaimedAsync(RemoveBackground job, CancellationToken cancellation) =>
        await store.FindLengthAsync(ClaimOf(job), cancellation) is not null;
}
