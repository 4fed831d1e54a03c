using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>What every ledger promises, whatever it is kept in.</summary>
public abstract class LedgerConformance : IAsyncLifetime
{
    private const string Me = "this dispatcher";
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly ManualTime _time = new();
    private SqlLedger _ledger = null!;

    private static CancellationToken None => CancellationToken.None;

    public async ValueTask InitializeAsync()
    {
        _ledger = new SqlLedger(await MakeDatabaseAsync(), _time);
        await _ledger.OpenAsync(None);
    }

    public abstract ValueTask DisposeAsync();

    [Fact]
    public async Task A_batch_is_found_as_it_was_submitted()
    {
        var settings = Some.Settings(IfExists.Skip) with
        {
            Priority = -3,
            Interactive = true,
            Template = "{sku}-{rendition}.{ext}",
            Kind = SourceKind.Folder,
            UploadTo = "uploads/shoes",
        };

        await _ledger.CreateAsync(Some.Id(1), settings, None);

        var found = await _ledger.FindAsync(Some.Id(1), None);
        Assert.Equal(SqlRows.ToJson(settings), SqlRows.ToJson(found!.Settings));
        Assert.Equal((BatchState.Submitting, 0L, _time.GetUtcNow()), (found.State, found.Counts.Total, found.CreatedAt));
        Assert.Null(await _ledger.FindAsync(Some.Id(2), None));
        Assert.Equal(Some.Id(1), Assert.Single(await _ledger.ListOpenAsync(None)).Id);
    }

    [Fact]
    public async Task A_page_that_is_recorded_twice_counts_once()
    {
        var batch = await ListingAsync();
        var page = new[] { Some.Job(0), Some.Job(1), Some.Unusable(2) };

        await _ledger.AddPageAsync(batch, Me, page, new ListingCheckpoint { Token = "t", LastName = "b", Rows = 3 }, None);
        await _ledger.AddPageAsync(batch, Me, page, new ListingCheckpoint { Token = "t", LastName = "b", Rows = 3 }, None);

        var found = await _ledger.FindAsync(batch.Id, None);
        Assert.Equal(new ListingCheckpoint { Token = "t", LastName = "b", Rows = 3 }, found!.Listing);
        Assert.Equal((2, 1, 3), (found.Counts.Pending, found.Counts.Failed, found.Counts.Total));
        Assert.Empty(await _ledger.FinishListingAsync(batch, Me, None));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task A_listing_is_one_processes_until_its_time_is_over()
    {
        var batch = await ListingAsync();

        Assert.Null(await _ledger.HoldListingAsync(batch.Id, "another", Minute, None));
        _time.Pass(2 * Minute);
        Assert.NotNull(await _ledger.HoldListingAsync(batch.Id, "another", Minute, None));

        await Assert.ThrowsAsync<ListingStoppedException>(
            () => _ledger.AddPageAsync(batch, Me, [Some.Job(0)], new ListingCheckpoint { Rows = 1 }, None));
        Assert.Equal(0, (await _ledger.FindAsync(batch.Id, None))!.Counts.Total);
        await Assert.ThrowsAsync<ListingStoppedException>(() => _ledger.FinishListingAsync(batch, Me, None));
    }

    [Fact]
    public async Task A_cancelled_batch_is_listed_no_further()
    {
        var batch = await ListingAsync();

        Assert.True(await _ledger.ChangeAsync(batch, [BatchState.Submitting], BatchState.Cancelling, None));

        await Assert.ThrowsAsync<ListingStoppedException>(
            () => _ledger.AddPageAsync(batch, Me, [Some.Job(0)], new ListingCheckpoint { Rows = 1 }, None));
        Assert.True(await _ledger.TryCompleteAsync(batch, None));
        Assert.Equal(BatchState.Cancelled, (await _ledger.FindAsync(batch.Id, None))!.State);
    }

    [Theory]
    [InlineData("a/red.png", "A/Red.png")]
    [InlineData("a", "a/red.png")]
    [InlineData("a/b/c.png", "A/B")]
    public async Task Files_that_would_be_written_over_each_other_refuse_the_batch(string first, string second)
    {
        var batch = await ListingAsync();

        await _ledger.AddPageAsync(
            batch, Me, [Some.Job(0, first, "one.jpg"), Some.Job(1, "c.png")], new ListingCheckpoint { Rows = 2 }, None);
        await _ledger.AddPageAsync(batch, Me, [Some.Job(2, second, "two.jpg")], new ListingCheckpoint { Rows = 3 }, None);

        var collision = Assert.Single(await _ledger.FinishListingAsync(batch, Me, None));
        Assert.Equal(["one.jpg", "two.jpg"], collision.Sources.Order());
        var refused = await _ledger.FindAsync(batch.Id, None);
        Assert.Equal(BatchState.Refused, refused!.State);
        Assert.Contains("two.jpg", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_wait_in_order_and_are_published_once()
    {
        var (batch, _) = await RunningAsync(5);

        var waiting = await _ledger.PendingAsync(batch, 1, 2, None);
        await _ledger.MarkPublishedAsync(batch, [.. waiting.Select(job => job.Seq)], None);
        await _ledger.MarkPublishedAsync(batch, [1], None);

        Assert.Equal([1, 2], waiting.Select(job => job.Seq));
        Assert.Equal([0, 3, 4], (await _ledger.PendingAsync(batch, 0, 10, None)).Select(job => job.Seq));
        Assert.Equal([0, 2, 1, 0, 0], await RowsAsync(batch, job => job.Attempts));
        Assert.Equal((3, 2), await CountsAsync(batch, counts => (counts.Pending, counts.Published)));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task An_end_is_never_overwritten_and_may_come_before_the_confirm()
    {
        var (batch, jobs) = await RunningAsync(2);

        Assert.Equal(1, await _ledger.EndAsync([Some.Done(jobs[0], batch.Id)], None));
        Assert.Equal(0, await _ledger.EndAsync([Some.Failed(jobs[0], batch.Id)], None));
        await _ledger.MarkPublishedAsync(batch, [0, 1], None);

        Assert.Equal([JobStatus.CutOut, JobStatus.Published], await RowsAsync(batch, job => job.Status));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task A_result_is_read_back_whole()
    {
        var (batch, jobs) = await RunningAsync(2);

        await _ledger.EndAsync([Some.Done(jobs[0], batch.Id), Some.Failed(jobs[1], batch.Id)], None);

        var rows = await RowsAsync(batch, job => job);
        Assert.Equal(
            (JobStatus.CutOut, "cutouts/0000.png", "ab", 0.875, 1234L, "classic@01"),
            (rows[0].Status, rows[0].Renditions[0].Blob.ToString(), rows[0].Renditions[0].Sha256, rows[0].Confidence!.Value,
                rows[0].Milliseconds!.Value, rows[0].Chain));
        Assert.Equal(["wide-band", "small-subject"], rows[0].Warnings);
        Assert.Equal((FailureReason.NotAnImage, "It is no picture."), (rows[1].Reason!.Value, rows[1].Detail));
        Assert.Empty(rows[1].Renditions);
    }

    [Fact]
    public async Task A_cutout_of_an_earlier_batch_serves_a_later_one_and_a_failure_does_not()
    {
        var (first, jobs) = await RunningAsync(2);
        var (second, _) = await RunningAsync(2, id: 2);

        await _ledger.EndAsync([Some.Failed(jobs[1], first.Id), Some.Done(jobs[0], first.Id)], None);

        Assert.Equal([JobStatus.CutOut, JobStatus.Failed], await RowsAsync(first, job => job.Status));
        Assert.Equal([JobStatus.AlreadyDone, JobStatus.Pending], await RowsAsync(second, job => job.Status));
        await CountsAgreeWithRowsAsync(first);
        await CountsAgreeWithRowsAsync(second);
    }

    [Fact]
    public async Task The_same_event_twice_in_one_transaction_counts_once_and_a_cutout_wins()
    {
        var (batch, jobs) = await RunningAsync(1);

        var ended = await _ledger.EndAsync(
            [Some.Failed(jobs[0], batch.Id), Some.Done(jobs[0], batch.Id), Some.Done(jobs[0], batch.Id)], None);

        Assert.Equal(1, ended);
        Assert.Equal([JobStatus.CutOut], await RowsAsync(batch, job => job.Status));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task A_file_in_the_way_is_passed_over_only_where_that_was_asked_for()
    {
        var (failing, jobs) = await RunningAsync(1);
        var (skipping, _) = await RunningAsync(1, id: 2, IfExists.Skip);

        await _ledger.EndAsync(
            [
                Some.Failed(jobs[0], failing.Id, FailureReason.OutputExists),
                Some.Failed(jobs[0], skipping.Id, FailureReason.OutputExists),
            ],
            None);

        Assert.Equal([JobStatus.Failed], await RowsAsync(failing, job => job.Status));
        Assert.Equal([JobStatus.Skipped], await RowsAsync(skipping, job => job.Status));
    }

    [Fact]
    public async Task A_batch_ends_when_its_last_job_has_and_only_once()
    {
        var (batch, jobs) = await RunningAsync(2);
        await _ledger.EndAsync([Some.Done(jobs[0], batch.Id)], None);

        Assert.False(await _ledger.TryCompleteAsync(batch, None));
        await _ledger.EndAsync([Some.Done(jobs[1], batch.Id)], None);
        Assert.True(await _ledger.TryCompleteAsync(batch, None));
        Assert.False(await _ledger.TryCompleteAsync(batch, None));

        Assert.Equal(BatchState.Completed, Assert.Single(await _ledger.ListOpenAsync(None)).State);
        await _ledger.MarkAnnouncedAsync(batch, None);
        Assert.Empty(await _ledger.ListOpenAsync(None));
    }

    [Fact]
    public async Task A_cancelled_batch_ends_what_waits_and_waits_for_what_is_out()
    {
        var (batch, jobs) = await RunningAsync(5);
        await _ledger.MarkPublishedAsync(batch, [0], None);
        await _ledger.ChangeAsync(batch, [BatchState.Running], BatchState.Cancelling, None);

        Assert.Equal(3, await _ledger.CancelPendingAsync(batch, 3, None));
        Assert.Equal(1, await _ledger.CancelPendingAsync(batch, 3, None));
        Assert.False(await _ledger.TryCompleteAsync(batch, None));
        await _ledger.EndAsync([Some.Failed(jobs[0], batch.Id, FailureReason.Cancelled)], None);
        Assert.True(await _ledger.TryCompleteAsync(batch, None));

        var found = await _ledger.FindAsync(batch.Id, None);
        Assert.Equal((BatchState.Cancelled, 5L), (found!.State, found.Counts.Cancelled));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task A_retry_lets_failed_jobs_wait_again_and_keeps_what_never_was_a_job()
    {
        var batch = await ListingAsync();
        var jobs = new[] { Some.Job(0), Some.Job(1), Some.Unusable(2) };
        await _ledger.AddPageAsync(batch, Me, jobs, new ListingCheckpoint { Rows = 3 }, None);
        await _ledger.FinishListingAsync(batch, Me, None);
        await _ledger.EndAsync([Some.Done(jobs[0], batch.Id), Some.Failed(jobs[1], batch.Id)], None);
        await _ledger.TryCompleteAsync(batch, None);

        Assert.Equal(1, await _ledger.RetryAsync(batch, None));

        Assert.Equal([JobStatus.CutOut, JobStatus.Pending, JobStatus.Failed], await RowsAsync(batch, job => job.Status));
        Assert.Equal(BatchState.Running, (await _ledger.FindAsync(batch.Id, None))!.State);
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task Jobs_out_for_too_long_are_found_and_counted_as_published_again()
    {
        var (batch, jobs) = await RunningAsync(3);
        await _ledger.MarkPublishedAsync(batch, [0, 1], None);
        _time.Pass(10 * Minute);
        await _ledger.MarkPublishedAsync(batch, [2], None);
        await _ledger.EndAsync([Some.Done(jobs[0], batch.Id)], None);

        var overdue = await _ledger.OverdueAsync(batch, _time.GetUtcNow() - Minute, 10, None);
        await _ledger.MarkPublishedAsync(batch, [.. overdue.Select(job => job.Seq)], None);

        Assert.Equal([1], overdue.Select(job => job.Seq));
        Assert.Empty(await _ledger.OverdueAsync(batch, _time.GetUtcNow() - Minute, 10, None));
        Assert.Equal(2, (await _ledger.FindOpenJobAsync(batch, jobs[1].Key!, None))!.Attempts);
        Assert.Null(await _ledger.FindOpenJobAsync(batch, jobs[0].Key!, None));
    }

    [Fact]
    public async Task Rows_may_have_recipes_of_their_own()
    {
        var batch = await ListingAsync();
        var white = new CutoutRecipe { Renditions = [new RenditionRecipe { Background = "#ffffff" }] };

        await _ledger.AddPageAsync(
            batch, Me, [Some.Job(0), Some.Job(1) with { Recipe = white }], new ListingCheckpoint { Rows = 2 }, None);
        await _ledger.AddPageAsync(
            batch, Me, [Some.Job(2) with { Recipe = white, Sku = "A-7" }], new ListingCheckpoint { Rows = 3 }, None);

        var jobs = await _ledger.PendingAsync(batch, 0, 10, None);
        Assert.Equal([null, 0, 0], jobs.Select(job => job.Recipe));
        Assert.Equal("A-7", jobs[2].Sku);
        Assert.Equal(SqlRows.ToJson(white), SqlRows.ToJson(await _ledger.RecipeAsync(batch, 0, None)));
    }

    [Fact]
    public async Task A_deleted_batch_is_gone_with_its_rows_and_others_stay()
    {
        var (first, jobs) = await RunningAsync(2);
        var (second, _) = await RunningAsync(2, id: 2);

        await _ledger.DeleteAsync(first, None);

        Assert.Null(await _ledger.FindAsync(first.Id, None));
        Assert.Equal(1, await _ledger.EndAsync([Some.Done(jobs[0], second.Id)], None));
        Assert.Equal(second.Id, Assert.Single(await _ledger.ListAsync(None)).Id);
    }

    [Fact]
    public async Task Workers_and_their_chains_are_remembered()
    {
        await _ledger.RecordAsync(Announced("a", "01"), None);
        _time.Pass(Minute);
        await _ledger.RecordAsync(Announced("b", "02"), None);
        await _ledger.RecordAsync(Announced("b", "02"), None);

        Assert.Equal(["b"], (await _ledger.WorkersAsync(TimeSpan.FromSeconds(30), None)).Select(worker => worker.WorkerId));
        Assert.Equal(2, (await _ledger.WorkersAsync(2 * Minute, None)).Count);
        Assert.Equal(["02", "01"], (await _ledger.ChainsAsync("classic", None)).Select(chain => chain.Digest));
        Assert.Empty(await _ledger.ChainsAsync("other", None));
    }

    [Fact]
    public async Task One_dispatcher_leads_until_its_time_is_over_or_it_stops()
    {
        Assert.True(await _ledger.TryLeadAsync("a", Minute, None));
        Assert.False(await _ledger.TryLeadAsync("b", Minute, None));
        Assert.True(await _ledger.TryLeadAsync("a", Minute, None));
        _time.Pass(2 * Minute);
        Assert.True(await _ledger.TryLeadAsync("b", Minute, None));
        await _ledger.StopLeadingAsync("b", None);
        Assert.True(await _ledger.TryLeadAsync("a", Minute, None));
    }

    [Fact]
    public async Task Writers_at_once_lose_nothing()
    {
        var (batch, jobs) = await RunningAsync(400);
        var ends = jobs.Select(job => Some.Done(job, batch.Id)).ToList();

        // Every event twice, in overlapping pieces and in opposite orders, while the jobs are marked as published.
        await Task.WhenAll(
            Task.Run(() => _ledger.MarkPublishedAsync(batch, [.. jobs.Select(job => job.Seq)], None), None),
            Task.Run(() => EndInPiecesAsync(ends, 37), None),
            Task.Run(() => EndInPiecesAsync([.. ends.AsEnumerable().Reverse()], 53), None));

        Assert.Equal(400, await CountsAsync(batch, counts => counts.CutOut));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task A_ledger_of_an_older_schema_is_refused_until_it_is_migrated()
    {
        await using var another = await MakeAnotherAsync();
        var older = new SqlLedger(another.Database, _time, [.. SqlSchema.Steps.Take(1)]);
        await older.OpenAsync(None);
        await older.CreateAsync(Some.Id(1), Some.Settings(), None);
        var present = new SqlLedger(another.Database, _time);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => present.OpenAsync(None));
        Assert.Contains("dispatcher migrate", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await present.MigrateAsync(None));
        await present.OpenAsync(None);
        Assert.NotNull(await present.FindAsync(Some.Id(1), None));
        Assert.True(await present.TryLeadAsync("a", Minute, None));
    }

    [Fact]
    public async Task A_ledger_of_a_newer_schema_is_refused()
    {
        await using var another = await MakeAnotherAsync();
        var newer = new SqlLedger(another.Database, _time, [.. SqlSchema.Steps, "CREATE TABLE later (a {int})"]);
        await newer.OpenAsync(None);
        var present = new SqlLedger(another.Database, _time);

        foreach (var action in (Func<Task>[])[() => present.OpenAsync(None), () => present.MigrateAsync(None)])
        {
            var refused = await Assert.ThrowsAsync<LedgerException>(action);
            Assert.Contains("upgrade the dispatcher", refused.Message, StringComparison.Ordinal);
        }
    }

    private protected abstract ValueTask<LedgerDatabase> MakeDatabaseAsync();

    /// <summary>A second empty database.</summary>
    private protected abstract ValueTask<AnotherDatabase> MakeAnotherAsync();

    private static WorkerAnnounced Announced(string worker, string digest) => new()
    {
        WorkerId = worker,
        Chains = [new ChainRef { Name = "classic", Digest = digest }],
        Provider = "cpu",
        StartedAt = DateTimeOffset.UnixEpoch,
    };

    private async Task<LedgerBatch> ListingAsync(int id = 1, IfExists ifExists = IfExists.Fail)
    {
        await _ledger.CreateAsync(Some.Id(id), Some.Settings(ifExists), None);
        return (await _ledger.HoldListingAsync(Some.Id(id), Me, Minute, None))!;
    }

    private async Task<(LedgerBatch Batch, NewJob[] Jobs)> RunningAsync(
        int count, int id = 1, IfExists ifExists = IfExists.Fail)
    {
        var batch = await ListingAsync(id, ifExists);
        var jobs = Enumerable.Range(0, count).Select(seq => Some.Job(seq)).ToArray();
        await _ledger.AddPageAsync(batch, Me, jobs, new ListingCheckpoint { Rows = count }, None);
        await _ledger.FinishListingAsync(batch, Me, None);
        return (batch, jobs);
    }

    private async Task EndInPiecesAsync(List<JobEnd> ends, int size)
    {
        foreach (var piece in ends.Chunk(size))
        {
            await _ledger.EndAsync(piece, None);
        }
    }

    private async Task<T> CountsAsync<T>(LedgerBatch batch, Func<BatchCounts, T> read) =>
        read((await _ledger.FindAsync(batch.Id, None))!.Counts);

    private async Task<List<T>> RowsAsync<T>(LedgerBatch batch, Func<LedgerJob, T> read)
    {
        var rows = new List<T>();
        await foreach (var job in _ledger.JobsAsync(batch, None))
        {
            rows.Add(read(job));
        }

        return rows;
    }

    private async Task CountsAgreeWithRowsAsync(LedgerBatch batch)
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
