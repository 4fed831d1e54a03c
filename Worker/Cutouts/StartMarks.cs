using Pipeline.Contracts;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Cutouts;

/// <summary>
/// What a job leaves beside its results before it is begun again after a delivery that nobody answered, and takes away
/// when it ends in whatever way a living process can see. So marks count processes that died over it.
/// </summary>
internal sealed class StartMarks(IBlobStore store)
{
    private const string ContentType = "text/plain";

    /// <summary>How many there are, to <paramref name="most"/>.</summary>
    public async Task<int> CountAsync(RemoveBackground job, int most, CancellationToken cancellation)
    {
        var count = 0;
        while (count < most && await store.FindLengthAsync(MarkOf(job, count + 1), cancellation) is not null)
        {
            count++;
        }

        return count;
    }

    /// <summary>Leaves mark number <paramref name="number"/>, from 1.</summary>
    public Task LeaveAsync(RemoveBackground job, int number, CancellationToken cancellation) =>
        store.WriteAsync(MarkOf(job, number), [], ContentType, replace: true, cancellation);

    /// <summary>
    /// Takes away marks 1 to <paramref name="count"/>, the last first, so that what is left still counts.
    /// </summary>
    public async Task ClearAsync(RemoveBackground job, int count, CancellationToken cancellation)
    {
        for (var number = count; number > 0; number--)
        {
            await store.DeleteAsync(MarkOf(job, number), cancellation);
        }
    }

    private static BlobRef MarkOf(RemoveBackground job, int number) => new()
    {
        Container = job.Destinations[0].Container,
        Name = $".pipeline/{job.JobKey}.started-{number}",
    };
}
