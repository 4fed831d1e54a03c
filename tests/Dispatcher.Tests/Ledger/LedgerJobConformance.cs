using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>What every ledger promises about jobs, whatever it is kept in.</summary>
public abstract class LedgerJobConformance<TDatabases> : LedgerSuite<TDatabases>
    where TDatabases : class, ITestDatabases, new()
{
    [Fact]
    public async Task Jobs_wait_in_order_and_are_published_once()
    {
        var (batch, _) = await RunningAsync(5);

        var waiting = await Ledger.PendingAsync(batch, 1, 2, None);
        await Ledger.MarkPublishedAsync(batch, [.. waiting.Select(job => job.Seq)], None);
        await Ledger.MarkPublishedAsync(batch, [1], None);

        Assert.Equal([1, 2], waiting.Select(job => job.Seq));
        Assert.Equal([0, 3, 4], (await Ledger.PendingAsync(batch, 0, 10, None)).Select(job => job.Seq));
        Assert.Equal([0, 2, 1, 0, 0], await RowsAsync(batch, job => job.Attempts));
        Assert.Equal((3, 2), await CountsAsync(batch, counts => (counts.Pending, counts.Published)));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task An_end_is_never_overwritten_and_may_come_before_the_confirm()
    {
        var (batch, jobs) = await RunningAsync(2);

        Assert.Equal(1, await Ledger.EndAsync([Some.Done(jobs[0], batch.Id)], None));
        Assert.Equal(0, await Ledger.EndAsync([Some.Failed(jobs[0], batch.Id)], None));
        await Ledger.MarkPublishedAsync(batch, [0, 1], None);

        Assert.Equal([JobStatus.CutOut, JobStatus.Published], await RowsAsync(batch, job => job.Status));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task Failed_jobs_take_the_photo_as_it_is_now_and_others_stay()
    {
        var (batch, jobs) = await RunningAsync(3);
        await Ledger.EndAsync([Some.Done(jobs[0], batch.Id), Some.Failed(jobs[1], batch.Id)], None);

        var failed = await Ledger.FailedAsync(batch, 0, 10, None);
        await Ledger.RepinAsync(
            batch, [.. jobs.Select(job => job with { ETag = "2", Key = Some.Key($"{job.Name} 2") })], None);

        Assert.Equal([1], failed.Select(job => job.Seq));
        Assert.Equal(["1", "2", "1"], await RowsAsync(batch, job => job.ETag));
        Assert.Equal(Convert.ToHexStringLower(Some.Key("0001.jpg 2")), (await RowsAsync(batch, job => job.Key))[1]);
    }

    [Fact]
    public async Task A_result_is_read_back_whole()
    {
        var (batch, jobs) = await RunningAsync(2);

        await Ledger.EndAsync([Some.Done(jobs[0], batch.Id), Some.Failed(jobs[1], batch.Id)], None);

        var rows = await RowsAsync(batch, job => job);
        Assert.Equal(
            (JobStatus.CutOut, "cutouts/0000.png", "ab", 0.875, 1234L, "standard@01"),
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

        await Ledger.EndAsync([Some.Failed(jobs[1], first.Id), Some.Done(jobs[0], first.Id)], None);

        Assert.Equal([JobStatus.CutOut, JobStatus.Failed], await RowsAsync(first, job => job.Status));
        Assert.Equal([JobStatus.AlreadyDone, JobStatus.Pending], await RowsAsync(second, job => job.Status));
        await CountsAgreeWithRowsAsync(first);
        await CountsAgreeWithRowsAsync(second);
    }

    [Fact]
    public async Task The_same_event_twice_in_one_transaction_counts_once_and_a_cutout_wins()
    {
        var (batch, jobs) = await RunningAsync(1);

        var ended = await Ledger.EndAsync(
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

        await Ledger.EndAsync(
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
        await Ledger.EndAsync([Some.Done(jobs[0], batch.Id)], None);

        Assert.False(await Ledger.TryCompleteAsync(batch, None));
        await Ledger.EndAsync([Some.Done(jobs[1], batch.Id)], None);
        Assert.True(await Ledger.TryCompleteAsync(batch, None));
        Assert.False(await Ledger.TryCompleteAsync(batch, None));

        Assert.Equal(BatchState.Completed, Assert.Single(await Ledger.ListOpenAsync(None)).State);
        await Ledger.MarkAnnouncedAsync(batch, None);
        Assert.Empty(await Ledger.ListOpenAsync(None));
    }

    [Fact]
    public async Task A_cancelled_batch_ends_what_waits_and_waits_for_what_is_out()
    {
        var (batch, jobs) = await RunningAsync(5);
        await Ledger.MarkPublishedAsync(batch, [0], None);
        await Ledger.ChangeAsync(batch, [BatchState.Running], BatchState.Cancelling, None);

        Assert.Equal(3, await Ledger.CancelPendingAsync(batch, 3, None));
        Assert.Equal(1, await Ledger.CancelPendingAsync(batch, 3, None));
        Assert.False(await Ledger.TryCompleteAsync(batch, None));
        await Ledger.EndAsync([Some.Failed(jobs[0], batch.Id, FailureReason.Cancelled)], None);
        Assert.True(await Ledger.TryCompleteAsync(batch, None));

        var found = await Ledger.FindAsync(batch.Id, None);
        Assert.Equal((BatchState.Cancelled, 5L), (found!.State, found.Counts.Cancelled));
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task A_retry_lets_failed_jobs_wait_again_and_keeps_what_never_was_a_job()
    {
        var batch = await ListingAsync();
        var jobs = new[] { Some.Job(0), Some.Job(1), Some.Unusable(2) };
        await Ledger.AddPageAsync(batch, Me, jobs, new ListingCheckpoint { Rows = 3 }, None);
        await Ledger.FinishListingAsync(batch, Me, None);
        await Ledger.EndAsync([Some.Done(jobs[0], batch.Id), Some.Failed(jobs[1], batch.Id)], None);
        await Ledger.TryCompleteAsync(batch, None);

        Assert.Equal(1, await Ledger.RetryAsync(batch, None));

        Assert.Equal([JobStatus.CutOut, JobStatus.Pending, JobStatus.Failed], await RowsAsync(batch, job => job.Status));
        Assert.Equal(BatchState.Running, (await Ledger.FindAsync(batch.Id, None))!.State);
        await CountsAgreeWithRowsAsync(batch);
    }

    [Fact]
    public async Task Jobs_out_for_too_long_are_found_and_counted_as_published_again()
    {
        var (batch, jobs) = await RunningAsync(3);
        await Ledger.MarkPublishedAsync(batch, [0, 1], None);
        Time.Pass(10 * Minute);
        await Ledger.MarkPublishedAsync(batch, [2], None);
        await Ledger.EndAsync([Some.Done(jobs[0], batch.Id)], None);

        var overdue = await Ledger.OverdueAsync(batch, Time.GetUtcNow() - Minute, 10, None);
        await Ledger.MarkPublishedAsync(batch, [.. overdue.Select(job => job.Seq)], None);

        Assert.Equal([1], overdue.Select(job => job.Seq));
        Assert.Empty(await Ledger.OverdueAsync(batch, Time.GetUtcNow() - Minute, 10, None));
        Assert.Equal(2, (await Ledger.FindOpenJobAsync(batch, jobs[1].Key!, None))!.Attempts);
        Assert.Null(await Ledger.FindOpenJobAsync(batch, jobs[0].Key!, None));
    }

    [Fact]
    public async Task Writers_at_once_lose_nothing()
    {
        var (batch, jobs) = await RunningAsync(400);
        var ends = jobs.Select(job => Some.Done(job, batch.Id)).ToList();

        // Every event twice, in overlapping pieces and in opposite orders, while the jobs are marked as published.
        await Task.WhenAll(
            Task.Run(() => Ledger.MarkPublishedAsync(batch, [.. jobs.Select(job => job.Seq)], None), None),
            Task.Run(() => EndInPiecesAsync(ends, 37), None),
            Task.Run(() => EndInPiecesAsync([.. ends.AsEnumerable().Reverse()], 53), None));

        Assert.Equal(400, await CountsAsync(batch, counts => counts.CutOut));
        await CountsAgreeWithRowsAsync(batch);
    }

    private async Task EndInPiecesAsync(List<JobEnd> ends, int size)
    {
        foreach (var piece in ends.Chunk(size))
        {
            await Ledger.EndAsync(piece, None);
        }
    }
}
