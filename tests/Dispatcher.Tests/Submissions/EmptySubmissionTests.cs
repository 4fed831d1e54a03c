using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;
using Pipeline.Dispatcher.Storage;
using Pipeline.Dispatcher.Submissions;
using Pipeline.Dispatcher.Tests.Intake;
using Pipeline.Dispatcher.Tests.Ledger;

namespace Pipeline.Dispatcher.Tests.Submissions;

public sealed class EmptySubmissionTests : IAsyncLifetime
{
    private readonly SqliteDatabases _databases = new();
    private SqlLedger _ledger = null!;

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ledger = new SqlLedger(await ((ITestDatabases)_databases).MakeAsync(), TimeProvider.System);
        await _ledger.OpenAsync(None);
    }

    public ValueTask DisposeAsync() => _databases.DisposeAsync();

    [Fact]
    public async Task A_source_without_a_photo_refuses_the_batch_and_says_what_was_left_out()
    {
        var leftOut = 0;

        var refused = await Assert.ThrowsAsync<RefusedException>(
            () => ListAsync(new ListedStore(new StoredPhoto("notes.txt", "1", 17)), count => leftOut += count));

        var batch = Assert.Single(await _ledger.ListAsync(None));
        Assert.Equal((ExitCodes.Refused, "No photo was found in photos."), (refused.ExitCode, refused.Message));
        Assert.Equal((BatchState.Refused, refused.Message), (batch.State, batch.Detail));
        Assert.Equal(1, leftOut);
    }

    [Fact]
    public async Task A_source_with_one_photo_runs()
    {
        Assert.Empty((await ListAsync(new ListedStore(new StoredPhoto("a.jpg", "1", 17)), _ => { }))!);
        Assert.Equal(BatchState.Running, Assert.Single(await _ledger.ListAsync(None)).State);
    }

    private async Task<IReadOnlyList<Dispatcher.Batches.OutputCollision>?> ListAsync(ListedStore store, Action<int> leftOut)
    {
        var batch = await _ledger.CreateAsync(Some.Id(1), Some.Settings(), None);
        return await new Submission(_ledger, store, new DispatcherIdentity(), TimeProvider.System)
            .ListAsync(batch.Id, (_, count) => leftOut(count), None);
    }
}
