using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;

namespace Pipeline.Dispatcher.Ledger.Sql;

/// <summary>The ledger in tables of a database.</summary>
internal sealed class SqlLedger(LedgerDatabase database, TimeProvider time, IReadOnlyList<string>? steps = null) : ILedger
{
    private readonly SqlMigrations _schema = new(database, steps ?? SqlSchema.Steps);
    private readonly SqlBatches _batches = new(database, time);
    private readonly SqlListing _listing = new(database, time);
    private readonly SqlJobs _jobs = new(database, time);
    private readonly SqlRetries _retries = new(database, time);
    private readonly SqlRoster _roster = new(database, time);

    public Task OpenAsync(CancellationToken cancellation) => _schema.OpenAsync(cancellation);

    public Task<int> MigrateAsync(CancellationToken cancellation) => _schema.MigrateAsync(cancellation);

    public Task<LedgerBatch> CreateAsync(Guid id, BatchSettings settings, CancellationToken cancellation) =>
        _batches.CreateAsync(id, settings, cancellation);

    public Task<IReadOnlyList<LedgerBatch>> ListAsync(CancellationToken cancellation) => _batches.ListAsync(cancellation);

    public Task<IReadOnlyList<LedgerBatch>> ListOpenAsync(CancellationToken cancellation) =>
        _batches.ListOpenAsync(cancellation);

    public Task<LedgerBatch?> FindAsync(Guid id, CancellationToken cancellation) => _batches.FindAsync(id, cancellation);

    public Task<bool> ChangeAsync(
        LedgerBatch batch, IReadOnlyCollection<BatchState> from, BatchState state, CancellationToken cancellation) =>
        _batches.ChangeAsync(batch.Number, from, state, cancellation);

    public Task<LedgerBatch?> HoldListingAsync(Guid id, string owner, TimeSpan time, CancellationToken cancellation) =>
        _listing.HoldAsync(id, owner, time, cancellation);

    public Task AddPageAsync(
        LedgerBatch batch, string owner, IReadOnlyList<NewJob> page, ListingCheckpoint reached, CancellationToken cancellation) =>
        _listing.AddPageAsync(batch.Number, owner, page, reached, cancellation);

    public Task<IReadOnlyList<OutputCollision>> FinishListingAsync(
        LedgerBatch batch, string owner, CancellationToken cancellation) =>
        _listing.FinishAsync(batch.Number, owner, cancellation);

    public Task<bool> RefuseAsync(LedgerBatch batch, string detail, CancellationToken cancellation) =>
        _listing.RefuseAsync(batch.Number, detail, cancellation);

    public Task<IReadOnlyList<WaitingJob>> PendingAsync(
        LedgerBatch batch, long fromSeq, int limit, CancellationToken cancellation) =>
        _jobs.PendingAsync(batch.Number, fromSeq, limit, cancellation);

    public Task<IReadOnlyList<WaitingJob>> OverdueAsync(
        LedgerBatch batch, DateTimeOffset before, int limit, CancellationToken cancellation) =>
        _jobs.OverdueAsync(batch.Number, before, limit, cancellation);

    public Task<WaitingJob?> FindOpenJobAsync(LedgerBatch batch, byte[] key, CancellationToken cancellation) =>
        _jobs.FindOpenAsync(batch.Number, key, cancellation);

    public Task<CutoutRecipe> RecipeAsync(LedgerBatch batch, long number, CancellationToken cancellation) =>
        _jobs.RecipeAsync(batch.Number, number, cancellation);

    public Task MarkPublishedAsync(LedgerBatch batch, IReadOnlyList<long> seqs, CancellationToken cancellation) =>
        _jobs.MarkPublishedAsync(batch.Number, seqs, cancellation);

    public Task<int> EndAsync(IReadOnlyList<JobEnd> ends, CancellationToken cancellation) => _jobs.EndAsync(ends, cancellation);

    public Task<int> CancelPendingAsync(LedgerBatch batch, int limit, CancellationToken cancellation) =>
        _jobs.CancelPendingAsync(batch.Number, limit, cancellation);

    public Task<IReadOnlyList<WaitingJob>> FailedAsync(
        LedgerBatch batch, long fromSeq, int limit, CancellationToken cancellation) =>
        _retries.FailedAsync(batch.Number, fromSeq, limit, cancellation);

    public Task RepinAsync(LedgerBatch batch, IReadOnlyList<NewJob> jobs, CancellationToken cancellation) =>
        _retries.RepinAsync(batch.Number, jobs, cancellation);

    public Task<long> RetryAsync(LedgerBatch batch, CancellationToken cancellation) =>
        _retries.RetryAsync(batch.Number, cancellation);

    public Task<bool> TryCompleteAsync(LedgerBatch batch, CancellationToken cancellation) =>
        _batches.TryCompleteAsync(batch.Number, cancellation);

    public Task MarkAnnouncedAsync(LedgerBatch batch, CancellationToken cancellation) =>
        _batches.MarkAnnouncedAsync(batch.Number, cancellation);

    public IAsyncEnumerable<LedgerJob> JobsAsync(LedgerBatch batch, CancellationToken cancellation) =>
        _jobs.JobsAsync(batch.Number, cancellation);

    public Task<bool> IsSharedAsync(LedgerBatch batch, byte[] key, CancellationToken cancellation) =>
        _jobs.IsSharedAsync(batch.Number, key, cancellation);

    public Task<bool> IsListedElsewhereAsync(
        LedgerBatch batch, string container, string prefix, CancellationToken cancellation) =>
        _jobs.IsListedElsewhereAsync(batch.Number, container, prefix, cancellation);

    public Task DeleteAsync(LedgerBatch batch, CancellationToken cancellation) =>
        _batches.DeleteAsync(batch.Number, cancellation);

    public Task RecordAsync(WorkerAnnounced worker, CancellationToken cancellation) => _roster.RecordAsync(worker, cancellation);

    public Task<IReadOnlyList<SeenWorker>> WorkersAsync(TimeSpan within, CancellationToken cancellation) =>
        _roster.WorkersAsync(within, cancellation);

    public Task<IReadOnlyList<ChainRef>> ChainsAsync(string name, CancellationToken cancellation) =>
        _roster.ChainsAsync(name, cancellation);

    public Task<bool> TryLeadAsync(string owner, TimeSpan time, CancellationToken cancellation) =>
        _roster.TryLeadAsync(owner, time, cancellation);

    public Task<bool> HasLeaderAsync(CancellationToken cancellation) => _roster.HasLeaderAsync(cancellation);

    public Task StopLeadingAsync(string owner, CancellationToken cancellation) =>
        _roster.StopLeadingAsync(owner, cancellation);
}
