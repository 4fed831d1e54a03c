using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>
/// What every ledger promises about batches, listings, workers and its schema, whatever it is kept in.
/// </summary>
public abstract class LedgerBatchConformance<TDatabases> : LedgerSuite<TDatabases>
    where TDatabases : class, ITestDatabases, new()
{
    [Fact]
    public async Task What_does_not_fit_is_told_apart_from_a_database_that_is_away()
    {
        await ListingAsync();

        await Assert.ThrowsAsync<LedgerDataException>(() => Ledger.CreateAsync(Some.Id(1), Some.Settings(), None));
    }

    [Fact]
    public async Task Photos_of_a_prefix_are_found_in_other_batches_that_were_not_refused()
    {
        var (first, _) = await RunningAsync(2);
        Assert.False(await Ledger.IsListedElsewhereAsync(first, "photos", "00", None));

        await RunningAsync(2, id: 2);

        Assert.True(await Ledger.IsListedElsewhereAsync(first, "photos", "00", None));
        Assert.True(await Ledger.IsListedElsewhereAsync(first, "photos", "", None));
        Assert.False(await Ledger.IsListedElsewhereAsync(first, "photos", "1", None));
        Assert.False(await Ledger.IsListedElsewhereAsync(first, "other", "00", None));
    }

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

        await Ledger.CreateAsync(Some.Id(1), settings, None);

        var found = await Ledger.FindAsync(Some.Id(1), None);
        Assert.Equal(SqlRows.ToJson(settings), SqlRows.ToJson(found!.Settings));
        Assert.Equal((BatchState.Submitting, 0L, Time.GetUtcNow()), (found.State, found.Counts.Total, found.CreatedAt));
        Assert.Null(await Ledger.FindAsync(Some.Id(2), None));
        Assert.Equal(Some.Id(1), Assert.Single(await Ledger.ListOpenAsync(None)).Id);
    }

    [Fact]
    public async Task A_page_that_is_recorded_twice_counts_once()
    {
        var batch = await ListingAsync();
        var page = new[] { Some.Job(0), Some.Job(1), Some.Unusable(2) };

        await Ledger.AddPageAsync(batch, Me, page, new ListingCheckpoint { Token = "t", LastName = "b", Rows = 3 }, None);
        await Ledger.AddPageAsync(batch, Me, page, new ListingCheckpoint { Token = "t", LastName = "b", Rows = 3 }, None);

        var found = await Ledger.FindAsync(batch.Id, None);
        Assert.Equal(new ListingCheckpoint { Token = "t", LastName = "b", Rows = 3 }, found!.Listing);
        Assert.Equal((2, 1, 3), (found.Counts.Pending, found.Counts.Failed, found.Counts.Total));
        Assert.Empty(await Ledger.FinishListingAsync(batch, Me, None));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task A_listing_is_one_processes_until_itsTime_is_over()
    {
        var batch = await ListingAsync();

        Assert.Null(await Ledger.HoldListingAsync(batch.Id, "another", Minute, None));
        Time.Pass(2 * Minute);
        Assert.NotNull(await Ledger.HoldListingAsync(batch.Id, "another", Minute, None));

        await Assert.ThrowsAsync<ListingStoppedException>(
            () => Ledger.AddPageAsync(batch, Me, [Some.Job(0)], new ListingCheckpoint { Rows = 1 }, None));
        Assert.Equal(0, (await Ledger.FindAsync(batch.Id, None))!.Counts.Total);
        await Assert.ThrowsAsync<ListingStoppedException>(() => Ledger.FinishListingAsync(batch, Me, None));
    }

    [Fact]
    public async Task A_cancelled_batch_is_listed_no_further()
    {
        var batch = await ListingAsync();

        Assert.True(await Ledger.ChangeAsync(batch, [BatchState.Submitting], BatchState.Cancelling, None));

        await Assert.ThrowsAsync<ListingStoppedException>(
            () => Ledger.AddPageAsync(batch, Me, [Some.Job(0)], new ListingCheckpoint { Rows = 1 }, None));
        Assert.True(await Ledger.TryCompleteAsync(batch, None));
        Assert.Equal(BatchState.Cancelled, (await Ledger.FindAsync(batch.Id, None))!.State);
    }

    [Theory]
    [InlineData("a/red.png", "A/Red.png")]
    [InlineData("a", "a/red.png")]
    [InlineData("a/b/c.png", "A/B")]
    public async Task Files_that_would_be_written_over_each_other_refuse_the_batch(string first, string second)
    {
        var batch = await ListingAsync();

        await Ledger.AddPageAsync(
            batch, Me, [Some.Job(0, first, "one.jpg"), Some.Job(1, "c.png")], new ListingCheckpoint { Rows = 2 }, None);
        await Ledger.AddPageAsync(batch, Me, [Some.Job(2, second, "two.jpg")], new ListingCheckpoint { Rows = 3 }, None);

        var collision = Assert.Single(await Ledger.FinishListingAsync(batch, Me, None));
        Assert.Equal(["one.jpg", "two.jpg"], collision.Sources.Order());
        var refused = await Ledger.FindAsync(batch.Id, None);
        Assert.Equal(BatchState.Refused, refused!.State);
        Assert.Contains("two.jpg", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_listed_is_refused_with_its_reason_and_one_that_runs_is_not()
    {
        var listing = await ListingAsync();
        var (running, _) = await RunningAsync(2, id: 2);

        Assert.True(await Ledger.RefuseAsync(listing, "There is no such container.", None));
        Assert.False(await Ledger.RefuseAsync(running, "There is no such container.", None));

        var refused = await Ledger.FindAsync(listing.Id, None);
        Assert.Equal((BatchState.Refused, "There is no such container."), (refused!.State, refused.Detail));
        Assert.Equal(running.Id, Assert.Single(await Ledger.ListOpenAsync(None)).Id);
        await Assert.ThrowsAsync<ListingStoppedException>(() => Ledger.FinishListingAsync(listing, Me, None));
    }

    [Fact]
    public async Task Rows_may_have_recipes_of_their_own()
    {
        var batch = await ListingAsync();
        var white = new CutoutRecipe { Renditions = [new RenditionRecipe { Background = "#ffffff" }] };

        await Ledger.AddPageAsync(
            batch, Me, [Some.Job(0), Some.Job(1) with { Recipe = white }], new ListingCheckpoint { Rows = 2 }, None);
        await Ledger.AddPageAsync(
            batch, Me, [Some.Job(2) with { Recipe = white, Sku = "A-7" }], new ListingCheckpoint { Rows = 3 }, None);

        var jobs = await Ledger.PendingAsync(batch, 0, 10, None);
        Assert.Equal([null, 0, 0], jobs.Select(job => job.Recipe));
        Assert.Equal("A-7", jobs[2].Sku);
        Assert.Equal(SqlRows.ToJson(white), SqlRows.ToJson(await Ledger.RecipeAsync(batch, 0, None)));
    }

    [Fact]
    public async Task A_deleted_batch_is_gone_with_its_rows_and_others_stay()
    {
        var (first, jobs) = await RunningAsync(2);
        var (second, _) = await RunningAsync(2, id: 2);

        await Ledger.DeleteAsync(first, None);

        Assert.Null(await Ledger.FindAsync(first.Id, None));
        Assert.Equal(1, await Ledger.EndAsync([Some.Done(jobs[0], second.Id)], None));
        Assert.Equal(second.Id, Assert.Single(await Ledger.ListAsync(None)).Id);
    }

    [Fact]
    public async Task Workers_and_their_chains_are_remembered()
    {
        await Ledger.RecordAsync(Announced("a", "01"), None);
        Time.Pass(Minute);
        await Ledger.RecordAsync(Announced("b", "02"), None);
        await Ledger.RecordAsync(Announced("b", "02"), None);

        Assert.Equal(["b"], (await Ledger.WorkersAsync(TimeSpan.FromSeconds(30), None)).Select(worker => worker.WorkerId));
        Assert.Equal(2, (await Ledger.WorkersAsync(2 * Minute, None)).Count);
        Assert.Equal(["02", "01"], (await Ledger.ChainsAsync("standard", None)).Select(chain => chain.Digest));
        Assert.Empty(await Ledger.ChainsAsync("other", None));
    }

    [Fact]
    public async Task One_dispatcher_leads_until_itsTime_is_over_or_it_stops()
    {
        Assert.True(await Ledger.TryLeadAsync("a", Minute, None));
        Assert.False(await Ledger.TryLeadAsync("b", Minute, None));
        Assert.True(await Ledger.TryLeadAsync("a", Minute, None));
        Time.Pass(2 * Minute);
        Assert.True(await Ledger.TryLeadAsync("b", Minute, None));
        await Ledger.StopLeadingAsync("b", None);
        Assert.True(await Ledger.TryLeadAsync("a", Minute, None));
    }

    [Fact]
    public async Task ALedger_of_an_older_schema_is_refused_until_it_is_migrated()
    {
        var another = await Databases.MakeAsync();
        var older = new SqlLedger(another, Time, [.. SqlSchema.Steps.Take(1)]);
        await older.OpenAsync(None);
        await older.CreateAsync(Some.Id(1), Some.Settings(), None);
        var present = new SqlLedger(another, Time);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => present.OpenAsync(None));
        Assert.Contains("dispatcher migrate", refused.Message, StringComparison.Ordinal);
        Assert.Equal(SqlSchema.Steps.Count - 1, await present.MigrateAsync(None));
        await present.OpenAsync(None);
        Assert.NotNull(await present.FindAsync(Some.Id(1), None));
        Assert.True(await present.TryLeadAsync("a", Minute, None));
    }

    [Fact]
    public async Task ALedger_of_a_newer_schema_is_refused()
    {
        var another = await Databases.MakeAsync();
        var newer = new SqlLedger(another, Time, [.. SqlSchema.Steps, "CREATE TABLE later (a {int})"]);
        await newer.OpenAsync(None);
        var present = new SqlLedger(another, Time);

        foreach (var action in (Func<Task>[])[() => present.OpenAsync(None), () => present.MigrateAsync(None)])
        {
            var refused = await Assert.ThrowsAsync<LedgerException>(action);
            Assert.Contains("upgrade the dispatcher", refused.Message, StringComparison.Ordinal);
        }
    }

    private static WorkerAnnounced Announced(string worker, string digest) => new()
    {
        WorkerId = worker,
        Chains = [new ChainRef { Name = "standard", Digest = digest }],
        Provider = "cpu",
        StartedAt = DateTimeOffset.UnixEpoch,
    };
}
