using Pipeline.Dispatcher.Dispatch;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Tests.Ledger;

namespace Pipeline.Dispatcher.Tests.Dispatch;

public sealed class DispatchPlanTests
{
    private static readonly FleetOptions Options = new() { LeastWindow = 100, InteractiveUpTo = 0 };

    [Fact]
    public void The_window_is_shared_alike_and_what_one_does_not_need_goes_to_the_other()
    {
        var plan = DispatchPlan.Make([Batch(1, pending: 5000), Batch(2, pending: 100), Batch(3, pending: 5000)], 1100, Options, 10_000);

        Assert.Equal([(2L, 100), (1, 500), (3, 500)], plan.Select(share => (share.Batch.Number, share.Jobs)));
    }

    [Fact]
    public void A_higher_priority_takes_all_it_needs()
    {
        var plan = DispatchPlan.Make(
            [Batch(1, pending: 5000), Batch(2, pending: 300, priority: 5), Batch(3, pending: 9000, priority: -5)], 1000, Options, 10_000);

        Assert.Equal([(2L, 300), (1, 700)], plan.Select(share => (share.Batch.Number, share.Jobs)));
    }

    [Fact]
    public void What_is_out_counts_against_the_window_also_that_of_paused_batches()
    {
        var plan = DispatchPlan.Make(
            [Batch(1, pending: 5000, published: 300), Batch(2, pending: 5, published: 600, state: BatchState.Paused)],
            1000, Options, 10_000);

        Assert.Equal([(1L, 100)], plan.Select(share => (share.Batch.Number, share.Jobs)));
    }

    [Fact]
    public void Interactive_jobs_have_a_window_of_their_own()
    {
        var plan = DispatchPlan.Make(
            [Batch(1, pending: 5000, published: 1000), Batch(2, pending: 500, interactive: true)], 1000, Options, 10_000);

        Assert.Equal([(2L, 100)], plan.Select(share => (share.Batch.Number, share.Jobs)));
    }

    [Theory]
    [InlineData(BatchState.Submitting)]
    [InlineData(BatchState.Paused)]
    [InlineData(BatchState.Cancelling)]
    public void Only_running_batches_are_given_out(BatchState state) =>
        Assert.Empty(DispatchPlan.Make([Batch(1, pending: 10, state: state)], 1000, Options, 10_000));

    private static LedgerBatch Batch(
        long number,
        long pending,
        long published = 0,
        int priority = 0,
        bool interactive = false,
        BatchState state = BatchState.Running) => new()
        {
            Number = number,
            Id = Some.Id((int)number),
            Settings = Some.Settings() with { Priority = priority, Interactive = interactive },
            State = state,
            CreatedAt = DateTimeOffset.UnixEpoch,
            Listing = new ListingCheckpoint(),
            Counts = new BatchCounts
            {
                Pending = pending,
                Published = published,
                CutOut = 0,
                AlreadyDone = 0,
                Skipped = 0,
                Failed = 0,
                Cancelled = 0,
            },
        };
}
