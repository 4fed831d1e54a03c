using Microsoft.Extensions.Options;
using Pipeline.Dispatcher.Dispatch;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Tests.Ledger;

namespace Pipeline.Dispatcher.Tests.Dispatch;

public sealed class DispatchWindowTests
{
    private readonly ManualTime _time = new();
    private readonly DispatchWindow _window;

    public DispatchWindowTests() => _window = new DispatchWindow(Options.Create(new FleetOptions()), _time);

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(50, 3000)]
    [InlineData(10_000, 200_000)]
    public void It_holds_a_minute_of_what_the_fleet_does_within_its_limits(int perSecond, int size)
    {
        for (var second = 0; second < 200; second++)
        {
            _window.Observe([Batch(1, second * perSecond)]);
            _time.Pass(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_window.Size, size * 0.99, size * 1.01);
    }

    [Fact]
    public void What_had_ended_before_a_batch_was_first_seen_is_no_rate()
    {
        _window.Observe([Batch(1, 0)]);
        _time.Pass(TimeSpan.FromSeconds(1));

        _window.Observe([Batch(1, 0), Batch(2, 1_000_000)]);

        Assert.Equal(0, _window.Rate);
    }

    [Fact]
    public void A_retry_that_takes_ends_back_is_no_negative_rate()
    {
        _window.Observe([Batch(1, 500)]);
        _time.Pass(TimeSpan.FromSeconds(1));

        _window.Observe([Batch(1, 100)]);

        Assert.Equal(0, _window.Rate);
    }

    private static LedgerBatch Batch(long number, long cutOut) => new()
    {
        Number = number,
        Id = Some.Id((int)number),
        Settings = Some.Settings(),
        State = BatchState.Running,
        CreatedAt = DateTimeOffset.UnixEpoch,
        Listing = new ListingCheckpoint(),
        Counts = new BatchCounts
        {
            Pending = 10,
            Published = 10,
            CutOut = cutOut,
            AlreadyDone = 0,
            Skipped = 0,
            Failed = 0,
            Cancelled = 0,
        },
    };
}
