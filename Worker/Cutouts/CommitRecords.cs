using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// What makes a job done: a record under its key beside the results, written last. Its content is the completion event,
/// so that a duplicate of the job can publish the same event again.
/// </summary>
internal sealed class CommitRecords(IBlobStore store)
{
    private const string ContentType = "application/json";
    private const long MaxBytes = 1 << 20;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>
    /// The event of a finished job, if the job has a record, the record is of this job, and its renditions still stand.
    /// </summary>
    public async Task<CommitRecord> FindAsync(RemoveBackground job, CancellationToken cancellation)
    {
        var (exists, removed) = await store.ReadJsonAsync<BackgroundRemoved>(RecordOf(job), MaxBytes, cancellation);
        var isValid = removed is not null
            && removed.JobKey == job.JobKey
            && removed.JobId == job.JobId
            && removed.Renditions.Select(rendition => rendition.Blob).SequenceEqual(job.Destinations)
            && await store.HoldsAllAsync(removed.Renditions, cancellation);
        return new CommitRecord(exists, isValid ? removed : null);
    }

    /// <summary>Makes the job done, if a duplicate has not done so meanwhile.</summary>
    /// <param name="job">The job.</param>
    /// <param name="finished">Its event.</param>
    /// <param name="before">What was found before the work; an invalid record is replaced.</param>
    /// <param name="cancellation">Stops the write.</param>
    /// <returns>The event to publish: this one, or the one that was recorded first.</returns>
    public async Task<BackgroundRemoved> CommitAsync(
        RemoveBackground job, BackgroundRemoved finished, CommitRecord before, CancellationToken cancellation)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(finished, Json);
        if (await store.WriteAsync(RecordOf(job), content, ContentType, replace: before.Exists, cancellation))
        {
            return finished;
        }

        if (await FindAsync(job, cancellation) is { Finished: { } first })
        {
            return first;
        }

        await store.WriteAsync(RecordOf(job), content, ContentType, replace: true, cancellation);
        return finished;
    }

    private static BlobRef RecordOf(RemoveBackground job) => new()
    {
        Container = job.Destinations[0].Container,
        Name = $".pipeline/{job.JobKey}.json",
    };
}
