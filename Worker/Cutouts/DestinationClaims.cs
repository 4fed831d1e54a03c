using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Worker.Renditions;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// Keeps a job from overwriting what it did not make. A job that may not replace leaves a claim just before it writes,
/// which says what it is about to write, and ends it after its commit record. So a file at a destination is the job's
/// own, left by a run that was killed in between, when a claim describes it; and someone else's otherwise, which is
/// found out before the work.
/// </summary>
internal sealed class DestinationClaims(IBlobStore store)
{
    private const string ContentType = "application/json";
    private const long MaxBytes = 1 << 16;

    /// <summary>Whether the job may write: nothing stands at its destinations, or what it may replace.</summary>
    public async Task<bool> IsFreeAsync(RemoveBackground job, CancellationToken cancellation)
    {
        if (job.IfExists == IfExists.Replace)
        {
            return true;
        }

        var claimed = await ClaimedAsync(job, cancellation);
        foreach (var blob in job.Destinations)
        {
            if (await store.FindLengthAsync(blob, cancellation) is not null
                && !await IsOwnAsync(blob, claimed, cancellation))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Writes the renditions in their order, over what the job left itself or may replace.</summary>
    /// <returns>False when another file has come to stand at a destination.</returns>
    public async Task<bool> TryWriteAsync(
        RemoveBackground job, IReadOnlyList<(RenditionFile File, Rendition Rendition)> made, CancellationToken cancellation)
    {
        var before = await ClaimedAsync(job, cancellation);
        if (job.IfExists != IfExists.Replace)
        {
            var claim = JsonSerializer.SerializeToUtf8Bytes(made.Select(pair => pair.Rendition), JsonSerializerOptions.Web);
            await store.WriteAsync(ClaimOf(job), claim, ContentType, replace: true, cancellation);
        }

        for (var i = 0; i < made.Count; i++)
        {
            if (await TryWriteAsync(job, made[i].File, made[i].Rendition, before, cancellation))
            {
                continue;
            }

            if (i == 0)
            {
                await ReleaseAsync(job, cancellation);
            }

            // Else the claim stays: it speaks for the renditions that are written.
            return false;
        }

        return true;
    }

    /// <summary>Ends the claim; the commit record speaks for the files from now on.</summary>
    public Task ReleaseAsync(RemoveBackground job, CancellationToken cancellation) =>
        store.DeleteAsync(ClaimOf(job), cancellation);

    private static BlobRef ClaimOf(RemoveBackground job) => new()
    {
        Container = job.Destinations[0].Container,
        Name = $".pipeline/{job.JobKey}.claim",
    };

    private async Task<bool> TryWriteAsync(
        RemoveBackground job, RenditionFile file, Rendition rendition, Rendition[] claimed, CancellationToken cancellation)
    {
        var replace = job.IfExists == IfExists.Replace || await IsOwnAsync(rendition.Blob, claimed, cancellation);

        // A duplicate of this job that was faster has written the same bytes.
        return await store.WriteAsync(rendition.Blob, file.Bytes, LabelsOf(job, file), replace, cancellation)
            || await store.HoldsAsync(rendition, cancellation);
    }

    /// <summary>Where the file came from, for who finds it in the store.</summary>
    private static BlobLabels LabelsOf(RemoveBackground job, RenditionFile file) => new(
        file.ContentType,
        new Dictionary<string, string> { ["pipeline_job"] = job.JobKey, ["pipeline_chain"] = job.Chain.ToString() });

    private async Task<Rendition[]> ClaimedAsync(RemoveBackground job, CancellationToken cancellation) =>
        (await store.ReadJsonAsync<Rendition[]>(ClaimOf(job), MaxBytes, cancellation)).Content ?? [];

    private async Task<bool> IsOwnAsync(BlobRef blob, Rendition[] claimed, CancellationToken cancellation) =>
        claimed.FirstOrDefault(rendition => rendition.Blob == blob) is { } own
        && await store.HoldsAsync(own, cancellation);
}
