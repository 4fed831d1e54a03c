using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;
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

    /// <param name="id">The batch.</param>
    /// <param name="listed">Told of the rows that are recorded, page by page.</param>
    /// <param name="cancellation">Stops at the next page; what is recorded stays.</param>
    /// <returns>The batch's collisions: it runs when there are none. Null when another process lists it.</returns>
    /// <exception cref="ListingStoppedException">The batch was cancelled.</exception>
    /// <exception cref="RefusedException">The source cannot be listed.</exception>
    public async Task<IReadOnlyList<OutputCollision>?> ListAsync(
        Guid id, Action<long> listed, CancellationToken cancellation)
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
            await foreach (var page in SourceOf(batch.Settings).PagesAsync(batch.Listing, cancellation))
            {
                var first = page.Reached.Rows - page.Photos.Count;
                var jobs = page.Photos.Select((photo, i) => rows.Make(photo, first + i)).ToList();
                await ledger.AddPageAsync(batch, identity.Name, jobs, page.Reached, cancellation);
                listed(page.Reached.Rows);
            }

            return await ledger.FinishListingAsync(batch, identity.Name, cancellation);
        }
        finally
        {
            await over.CancelAsync();
            await holding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private IBatchSource PhotosOf(BatchSettings settings) => settings.Kind switch
    {
        SourceKind.Blobs => new BlobSource(
            store, ContainerPath.Parse(settings.Source), new FolderIntakeOptions().Extensions),
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
