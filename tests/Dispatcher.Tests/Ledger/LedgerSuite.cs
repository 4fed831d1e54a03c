using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>A ledger for one test, and how tests look at it.</summary>
/// <typeparam name="TDatabases">What it is kept in.</typeparam>
public abstract class LedgerSuite<TDatabases> : IAsyncLifetime
    where TDatabases : class, ITestDatabases, new()
{
    protected const string Me = "this dispatcher";
    protected static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private protected TDatabases Databases { get; } = new();

    private protected ManualTime Time { get; } = new();

    private protected SqlLedger Ledger { get; private set; } = null!;

    protected static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        Ledger = new SqlLedger(await Databases.MakeAsync(), Time);
        await Ledger.OpenAsync(None);
    }

    public async ValueTask DisposeAsync()
    {
        await Databases.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async Task<LedgerBatch> ListingAsync(int id = 1, IfExists ifExists = IfExists.Fail)
    {
        await Ledger.CreateAsync(Some.Id(id), Some.Settings(ifExists), None);
        return (await Ledger.HoldListingAsync(Some.Id(id), Me, Minute, None))!;
    }

    protected async Task<(LedgerBatch Batch, NewJob[] Jobs)> RunningAsync(
        int count, int id = 1, IfExists ifExists = IfExists.Fail)
    {
        var batch = await ListingAsync(id, ifExists);
        var jobs = Enumerable.Range(0, count).Select(seq => Some.Job(seq)).ToArray();
        await Ledger.AddPageAsync(batch, Me, jobs, new ListingCheckpoint { Rows = count }, None);
        await Ledger.FinishListingAsync(batch, Me, None);
        return (batch, jobs);
    }

    protected async Task<T> CountsAsync<T>(LedgerBatch batch, Func<BatchCounts, T> read) =>
        read((await Ledger.FindAsync(batch.Id, None))!.Counts);

    protected async Task<List<T>> RowsAsync<T>(LedgerBatch batch, Func<LedgerJob, T> read)
    {
        var rows = new List<T>();
        await foreach (var job in Ledger.JobsAsync(batch, None))
        {
            rows.Add(read(job));
        }

        return rows;
    }

    protected async Task CountsAgreeWithRowsAsync(LedgerBatch batch)
    {
        var rows = (await RowsAsync(batch, job => job.Status)).ToLookup(status => status);
        var counts = await CountsAsync(batch, counts => counts);
        Assert.Equal(
            [
                (JobStatus.Pending, counts.Pending), (JobStatus.Published, counts.Published), (JobStatus.CutOut, counts.CutOut),
                (JobStatus.AlreadyDone, counts.AlreadyDone), (JobStatus.Skipped, counts.Skipped),
                (JobStatus.Failed, counts.Failed), (JobStatus.Cancelled, counts.Cancelled),
            ],
            Enum.GetValues<JobStatus>().Select(status => (status, (long)rows[status].Count())));
    }
}
