using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// Keeps a job from overwriting what it did not make. A job that may not replace leaves a claim just before it writes,
/// which says what it is about to write, and ends it after its commit record. So a file at the destination is the job's
/// own, left by a run that was killed in between, when a claim describes it; and someone else's otherwise, which is
/// found out before the work.
/// </summary>
internal sealed class DestinationClaims(IBlobStore store)
{
    private const string ContentType = "application/json";
    private const long MaxBytes = 1 << 16;

    /// <summary>Whether the job may write: nothing stands at the destination, or what it may replace.</summary>
    public async Task<bool> IsFreeAsync(RemoveBackground job, CancellationToken cancellation) =>
        job.IfExists == IfExists.Replace
        || await store.FindLengthAsync(job.Destination, cancellation) is null
        || await IsOwnAsync(job, cancellation);

    /// <summary>Writes the result, over what the job left itself or may replace.</summary>
    /// <returns>False when another file has come to stand at the destination.</returns>
    public async Task<bool> TryWriteAsync(RemoveBackground job, CutoutFile file, CancellationToken cancellation)
    {
        var replace = job.IfExists == IfExists.Replace || await IsOwnAsync(job, cancellation);
        var rendition = file.At(job.Destination);
        if (job.IfExists != IfExists.Replace)
        {
            var claim = JsonSerializer.SerializeToUtf8Bytes(rendition, JsonSerializerOptions.Web);
            await store.WriteAsync(ClaimOf(job), claim, ContentType, replace: true, cancellation);
        }

        // A duplicate of this job that was faster has written the same bytes.
        var written = await store.WriteAsync(job.Destination, file.Bytes, file.ContentType, replace, cancellation)
            || await store.HoldsAsync(rendition, cancellation);
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

    private async Task<bool> IsOwnAsync(RemoveBackground job, CancellationToken cancellation) =>
        await store.ReadJsonAsync<Rendition>(ClaimOf(job), MaxBytes, cancellation) is { Content: { } claimed }
        && claimed.Blob == job.Destination
        && await store.HoldsAsync(claimed, cancellation);
}
