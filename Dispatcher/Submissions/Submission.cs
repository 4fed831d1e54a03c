using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Submissions;

/// <summary>
/// Lists a batch's photos into the ledger, from wherever an earlier attempt had stopped. No job is given out before all
/// of them are known, since only then is it known whether two would be written to one file.
/// </summary>
internal sealed class Submission(ILedger ledger, IPhotoStore store, DispatcherIdentity identity, TimeProvider time)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(15);

    /// <summary>The source that a batch's settings name.</summary>
    public IBatchSource SourceOf(BatchSettings settings) => TrimapPlace.Of(settings) is { } trimaps
        ? new TrimapSource(PhotosOf(settings), trimaps, store)
        : PhotosOf(settings);

    /// <summary>What is said of a source without photos.</summary>
    public static string NoPhotoIn(BatchSettings settings) => $"No photo was found in {settings.Source}.";

    /// <param name="id">The batch.</param>
    /// <param name="listed">Told of the rows that are recorded, and of what was passed over since the last call.</param>
    /// <param name="cancellation">Stops at the next page; what is recorded stays.</param>
    /// <returns>The batch's collisions: it runs when there are none. Null when another process lists it.</returns>
    /// <exception cref="ListingStoppedException">The batch was cancelled.</exception>
    /// <exception cref="RefusedException">The source cannot be listed.</exception>
    public async Task<IReadOnlyList<OutputCollision>?> ListAsync(
        Guid id, Action<long, int> listed, CancellationToken cancellation)
    {
        if (await ledger.HoldListingAsync(id, identity.Name, Lease, cancellation) is not { } batch)
        {
            return null;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var holding = HoldAsync(id, over.Token);
        try
        {
            var rows = new JobRows(batch.Settings);
            var count = batch.Listing.Rows;
            await foreach (var page in SourceOf(batch.Settings).PagesAsync(batch.Listing, cancellation))
            {
                var first = page.Reached.Rows - page.Photos.Count;
                var jobs = page.Photos.Select((photo, i) => rows.Make(photo, first + i)).ToList();
                await ledger.AddPageAsync(batch, identity.Name, jobs, page.Reached, cancellation);
                count = page.Reached.Rows;
                listed(count, page.LeftOut);
            }

            if (count == 0)
            {
                throw await RefuseEmptyAsync(batch, cancellation);
            }

            return await ledger.FinishListingAsync(batch, identity.Name, cancellation);
        }
        finally
        {
            await over.CancelAsync();
            await holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>A batch without photos has hardly been meant.</summary>
    private async Task<RefusedException> RefuseEmptyAsync(LedgerBatch batch, CancellationToken cancellation)
    {
        var sentence = NoPhotoIn(batch.Settings);
        await ledger.RefuseAsync(batch, sentence, cancellation);
        return new RefusedException(ExitCodes.Refused, sentence);
    }

    private IBatchSource PhotosOf(BatchSettings settings) => settings.Kind switch
    {
        SourceKind.Blobs => new BlobSource(store, ContainerPath.Parse(settings.Source)),
        SourceKind.Folder => new FolderSource(store, settings.Source, ContainerPath.Parse(settings.UploadTo!)),
        SourceKind.Manifest => new ManifestSource(store, settings.Source),
        _ => throw new ArgumentOutOfRangeException(nameof(settings)),
    };

    /// <summary>A page of large uploads may take longer than the right to list lasts.</summary>
    private async Task HoldAsync(Guid id, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(Renewal, time, over);
            await ledger.HoldListingAsync(id, identity.Name, Lease, over);
        }
    }
}
