using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>
/// The truth about every batch and job, in one row each. Every write may be repeated, and a job's end is never
/// overwritten: events may come twice, late and in any order. Every method throws <see cref="LedgerException"/> where
/// the ledger is damaged or not this program's, <see cref="LedgerDataException"/> where what it is given does not fit, and
/// <see cref="System.Data.Common.DbException"/> where the database is away for a while.
/// </summary>
public interface ILedger
{
    /// <summary>Makes an empty ledger; does nothing to one of the present schema.</summary>
    /// <exception cref="LedgerException">It has another schema, or cannot be opened.</exception>
    Task OpenAsync(CancellationToken cancellation);

    /// <summary>Brings a ledger of an older schema to the present one.</summary>
    /// <returns>Steps taken.</returns>
    /// <exception cref="LedgerException">It is of a newer schema, or cannot be opened.</exception>
    Task<int> MigrateAsync(CancellationToken cancellation);

    /// <summary>Records a batch whose photos are to be listed.</summary>
    Task<LedgerBatch> CreateAsync(Guid id, BatchSettings settings, CancellationToken cancellation);

    /// <summary>The batches, latest first.</summary>
    Task<IReadOnlyList<LedgerBatch>> ListAsync(CancellationToken cancellation);

    /// <summary>Batches that have not ended, or whose end is not announced.</summary>
    Task<IReadOnlyList<LedgerBatch>> ListOpenAsync(CancellationToken cancellation);

    /// <summary>The batch of that id, or null.</summary>
    Task<LedgerBatch?> FindAsync(Guid id, CancellationToken cancellation);

    /// <summary>Changes a batch's state if it is one of those given.</summary>
    /// <returns>Whether it was.</returns>
    Task<bool> ChangeAsync(
        LedgerBatch batch, IReadOnlyCollection<BatchState> from, BatchState state, CancellationToken cancellation);

    /// <summary>Takes or keeps the right to list a batch's photos.</summary>
    /// <returns>The batch as it stands, or null when another holds the right or the listing is over.</returns>
    Task<LedgerBatch?> HoldListingAsync(Guid id, string owner, TimeSpan time, CancellationToken cancellation);

    /// <summary>Records a page of the listing and how far it came, in one transaction.</summary>
    /// <exception cref="ListingStoppedException">The batch was cancelled, or another process lists it.</exception>
    Task AddPageAsync(
        LedgerBatch batch, string owner, IReadOnlyList<NewJob> page, ListingCheckpoint reached, CancellationToken cancellation);

    /// <summary>
    /// All photos are listed: the batch runs, or is refused where files would be written over each other (without
    /// regard to case, and a file counts as another's folder).
    /// </summary>
    /// <returns>The first of the collisions.</returns>
    /// <exception cref="ListingStoppedException">The batch was cancelled, or another process lists it.</exception>
    Task<IReadOnlyList<OutputCollision>> FinishListingAsync(LedgerBatch batch, string owner, CancellationToken cancellation);

    /// <summary>
    /// The photos cannot be listed, now or later: the batch is refused, and nothing of it is begun. It may have gone on
    /// elsewhere meanwhile, which is left as it is.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="detail">Why, as a sentence.</param>
    /// <param name="cancellation">Stops the writing.</param>
    /// <returns>Whether it is refused by this.</returns>
    Task<bool> RefuseAsync(LedgerBatch batch, string detail, CancellationToken cancellation);

    /// <summary>Jobs that wait, in order, from <paramref name="fromSeq"/> on.</summary>
    Task<IReadOnlyList<WaitingJob>> PendingAsync(
        LedgerBatch batch, long fromSeq, int limit, CancellationToken cancellation);

    /// <summary>Jobs that were published before <paramref name="before"/> and have not ended.</summary>
    Task<IReadOnlyList<WaitingJob>> OverdueAsync(
        LedgerBatch batch, DateTimeOffset before, int limit, CancellationToken cancellation);

    /// <summary>The job that waits or is out under this key in this batch, or null.</summary>
    Task<WaitingJob?> FindOpenJobAsync(LedgerBatch batch, byte[] key, CancellationToken cancellation);

    /// <summary>The recipe of a manifest's row.</summary>
    Task<CutoutRecipe> RecipeAsync(LedgerBatch batch, long number, CancellationToken cancellation);

    /// <summary>The broker has confirmed these jobs. One that has ended already stays ended.</summary>
    Task MarkPublishedAsync(LedgerBatch batch, IReadOnlyList<long> seqs, CancellationToken cancellation);

    /// <summary>Records ends, all in one transaction.</summary>
    /// <returns>Jobs that ended by it.</returns>
    Task<int> EndAsync(IReadOnlyList<JobEnd> ends, CancellationToken cancellation);

    /// <summary>Ends jobs that wait as cancelled, at most so many.</summary>
    /// <returns>How many.</returns>
    Task<int> CancelPendingAsync(LedgerBatch batch, int limit, CancellationToken cancellation);

    /// <summary>Failed and cancelled jobs that can be tried again, in order, from <paramref name="fromSeq"/> on.</summary>
    Task<IReadOnlyList<WaitingJob>> FailedAsync(
        LedgerBatch batch, long fromSeq, int limit, CancellationToken cancellation);

    /// <summary>Gives failed and cancelled jobs the version and key of their photo as it is now.</summary>
    Task RepinAsync(LedgerBatch batch, IReadOnlyList<NewJob> jobs, CancellationToken cancellation);

    /// <summary>Lets failed and cancelled jobs wait again and the batch run.</summary>
    /// <returns>How many; those that never could be a job stay failed.</returns>
    Task<long> RetryAsync(LedgerBatch batch, CancellationToken cancellation);

    /// <summary>Ends the batch when all of its jobs have ended.</summary>
    /// <returns>Whether it ended by this.</returns>
    Task<bool> TryCompleteAsync(LedgerBatch batch, CancellationToken cancellation);

    /// <summary>The batch's end was told to everyone.</summary>
    Task MarkAnnouncedAsync(LedgerBatch batch, CancellationToken cancellation);

    /// <summary>The rows of a batch in order.</summary>
    IAsyncEnumerable<LedgerJob> JobsAsync(LedgerBatch batch, CancellationToken cancellation);

    /// <summary>Whether another batch counts on the cutout of this key.</summary>
    Task<bool> IsSharedAsync(LedgerBatch batch, byte[] key, CancellationToken cancellation);

    /// <summary>Whether another batch, unless it was refused, has photos of names that begin so.</summary>
    Task<bool> IsListedElsewhereAsync(
        LedgerBatch batch, string container, string prefix, CancellationToken cancellation);

    /// <summary>Forgets a batch.</summary>
    Task DeleteAsync(LedgerBatch batch, CancellationToken cancellation);

    /// <summary>A worker has announced itself.</summary>
    Task RecordAsync(WorkerAnnounced worker, CancellationToken cancellation);

    /// <summary>Workers that have announced themselves within the last minutes.</summary>
    Task<IReadOnlyList<SeenWorker>> WorkersAsync(TimeSpan within, CancellationToken cancellation);

    /// <summary>Every digest under which workers have announced a chain, the latest first.</summary>
    Task<IReadOnlyList<ChainRef>> ChainsAsync(string name, CancellationToken cancellation);

    /// <summary>Takes or keeps the lead among dispatchers: one of them gives out jobs.</summary>
    Task<bool> TryLeadAsync(string owner, TimeSpan time, CancellationToken cancellation);

    /// <summary>Whether a dispatcher serves and leads now.</summary>
    Task<bool> HasLeaderAsync(CancellationToken cancellation);

    /// <summary>Gives the lead back.</summary>
    Task StopLeadingAsync(string owner, CancellationToken cancellation);
}
