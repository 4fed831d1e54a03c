using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Retention;

/// <summary>
/// Removes what a batch has left behind. May be interrupted and run again: the rows go last.
/// </summary>
internal sealed class Purge(ILedger ledger, IPhotoStore store, LedgerBatch batch, bool withResults)
{
    private const int Parallel = 32;

    /// <param name="isMeant">Whether to remove, and not only to count.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="RefusedException">The store cannot be reached.</exception>
    public async Task<PurgeResult> RunAsync(bool isMeant, CancellationToken cancellation)
    {
        var uploadsAreShared = await AreUploadsSharedAsync(cancellation);
        var total = new PurgeResult();
        var gate = new Lock();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
        await System.Threading.Tasks.Parallel.ForEachAsync(ledger.JobsAsync(batch, cancellation), parallel, async (job, token) =>
        {
            var one = await ResultsAsync(job, isMeant, token) + await UploadAsync(job, uploadsAreShared, isMeant, token);
            lock (gate)
            {
                total += one;
            }
        });
        if (isMeant)
        {
            await ledger.DeleteAsync(batch, cancellation);
        }

        return total;
    }

    private async Task<PurgeResult> ResultsAsync(LedgerJob job, bool isMeant, CancellationToken cancellation)
    {
        if (!withResults || job.Renditions.Count == 0)
        {
            return new PurgeResult();
        }

        if (await ledger.IsSharedAsync(batch, Convert.FromHexString(job.Key!), cancellation))
        {
            return new PurgeResult { Kept = job.Renditions.Count };
        }

        if (isMeant)
        {
            // The record first: a cutout without one is made again, a record without its cutout would be believed.
            var record = new BlobRef { Container = batch.Settings.Output, Name = $".pipeline/{job.Key}.json" };
            await store.DeleteAsync(record, null, cancellation);
            foreach (var rendition in job.Renditions)
            {
                await DeleteOwnAsync(rendition.Blob, job.Key!, cancellation);
            }
        }

        return new PurgeResult { Results = job.Renditions.Count, ResultBytes = job.Renditions.Sum(r => r.Bytes) };
    }

    /// <summary>Another job may have replaced the file since: then it is not this batch's to remove.</summary>
    private async Task DeleteOwnAsync(BlobRef blob, string key, CancellationToken cancellation)
    {
        if (await store.FindAsync(blob, cancellation) is { } found && found.JobKey == key)
        {
            await store.DeleteAsync(blob, found.ETag, cancellation);
        }
    }

    private async Task<PurgeResult> UploadAsync(
        LedgerJob job, bool areShared, bool isMeant, CancellationToken cancellation)
    {
        if (batch.Settings.Kind != SourceKind.Folder || job.ETag is null)
        {
            return new PurgeResult();
        }

        if (areShared)
        {
            return new PurgeResult { Kept = 1 };
        }

        var blob = new BlobRef { Container = job.Source.Container, Name = job.Source.Name };
        if (await store.FindAsync(blob, cancellation) is not { } found || found.ETag != job.ETag)
        {
            return new PurgeResult();
        }

        if (isMeant)
        {
            await store.DeleteAsync(blob, job.ETag, cancellation);
        }

        return new PurgeResult { Uploads = 1, UploadBytes = found.Bytes };
    }

    /// <summary>By whichever kind of source: another upload to the place, a prefix of it, or a manifest.</summary>
    private async Task<bool> AreUploadsSharedAsync(CancellationToken cancellation) =>
        batch.Settings.UploadTo is { } target
        && ContainerPath.Parse(target) is var place
        && await ledger.IsListedElsewhereAsync(batch, place.Container, place.Prefix, cancellation);
}
