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

    /// <summary>The event of a finished job whose result still stands, or null.</summary>
    public async Task<BackgroundRemoved?> FindAsync(RemoveBackground job, CancellationToken cancellation)
    {
        if (await store.ReadAsync(RecordOf(job), MaxBytes, cancellation) is not { } record)
        {
            return null;
        }

        var finished = Parse(record.Bytes);
        return finished?.Cutout is { } cutout
            && await store.HoldsAsync(cutout.Blob, cutout.Bytes, cutout.Sha256, cancellation) ? finished : null;
    }

    /// <summary>Makes the job done, if a duplicate has not done so meanwhile.</summary>
    /// <returns>The event to publish: this one, or the one that was recorded first.</returns>
    public async Task<BackgroundRemoved> CommitAsync(
        RemoveBackground job, BackgroundRemoved finished, CancellationToken cancellation)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(finished, Json);
        if (await store.WriteAsync(RecordOf(job), content, ContentType, replace: false, cancellation))
        {
            return finished;
        }

        if (await FindAsync(job, cancellation) is { } first)
        {
            return first;
        }

        await store.WriteAsync(RecordOf(job), content, ContentType, replace: true, cancellation);
        return finished;
    }

    private static BlobRef RecordOf(RemoveBackground job) => new()
    {
        Container = job.Destination.Container,
        Name = $".pipeline/{job.JobKey}.json",
    };

    /// <summary>A record that cannot be read counts as none: the job is done again and writes it anew.</summary>
    private static BackgroundRemoved? Parse(byte[] content)
    {
        try
        {
            return JsonSerializer.Deserialize<BackgroundRemoved>(content, Json);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return null;
        }
    }
}
