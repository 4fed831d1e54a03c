using System.Collections.Concurrent;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Submissions;

/// <summary>
/// Lets the failed and cancelled jobs of a batch wait again, on their photos as they are now: whoever has mended one
/// would otherwise be told that it has changed.
/// </summary>
internal sealed class Retrying(ILedger ledger, IPhotoStore store)
{
    private const int Page = 1000;
    private const int Parallel = 32;

    /// <returns>Jobs that wait again, and how many of their photos have changed.</returns>
    /// <exception cref="RefusedException">The store cannot be reached.</exception>
    public async Task<(long Retried, long Changed)> RunAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        var rows = new JobRows(batch.Settings);
        var recipes = new Dictionary<long, CutoutRecipe>();
        var changed = 0L;
        var from = 0L;
        while (await ledger.FailedAsync(batch, from, Page, cancellation) is [.., var last] page)
        {
            from = last.Seq + 1;
            var repinned = new List<NewJob>();
            foreach (var job in await ChangedAsync(page, TrimapPlace.Of(batch.Settings), cancellation))
            {
                repinned.Add(rows.Make(await PhotoAsync(batch, job, recipes, cancellation), job.Seq));
            }

            await ledger.RepinAsync(batch, [.. repinned.Where(job => job.Key is not null)], cancellation);
            changed += repinned.Count;
        }

        return (await ledger.RetryAsync(batch, cancellation), changed);
    }

    /// <summary>
    /// Those of another version of photo or trimap, with these; what is gone stays as it is, and its worker says so.
    /// </summary>
    private async Task<IReadOnlyCollection<WaitingJob>> ChangedAsync(
        IReadOnlyList<WaitingJob> jobs, TrimapPlace? trimaps, CancellationToken cancellation)
    {
        var changed = new ConcurrentBag<WaitingJob>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
        await System.Threading.Tasks.Parallel.ForEachAsync(jobs, parallel, async (job, token) =>
        {
            var photo = await store.FindAsync(new BlobRef { Container = job.Container, Name = job.Name }, token);
            var trimap = trimaps is null ? null : await store.FindAsync(trimaps.Of(job.Name), token);
            var now = job with { ETag = photo?.ETag ?? job.ETag, TrimapETag = trimap?.ETag ?? job.TrimapETag };
            if (now != job)
            {
                changed.Add(now);
            }
        });
        return changed;
    }

    private async Task<SourcePhoto> PhotoAsync(
        LedgerBatch batch,
        WaitingJob job,
        Dictionary<long, CutoutRecipe> recipes,
        CancellationToken cancellation)
    {
        if (job.Recipe is { } number && !recipes.ContainsKey(number))
        {
            recipes[number] = await ledger.RecipeAsync(batch, number, cancellation);
        }

        return new SourcePhoto
        {
            Container = job.Container,
            Name = job.Name,
            ETag = job.ETag,
            TrimapETag = job.TrimapETag,
            Sku = job.Sku,
            Recipe = job.Recipe is { } own ? recipes[own] : null,
        };
    }
}
