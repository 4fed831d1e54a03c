using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Worker.Messaging;

namespace Pipeline.Fleet.Tests.Messaging;

public sealed class CancelledBatchesTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public void A_cancellation_holds_while_it_is_repeated_and_is_forgotten_afterwards()
    {
        var batch = Guid.NewGuid();
        var cancelled = new CancelledBatches(Options.Create(new FleetOptions { CancellationSeconds = 60 }), _time);

        cancelled.Add(Cancelled(batch));
        _time.Move(TimeSpan.FromSeconds(50));
        cancelled.Add(Cancelled(batch));
        _time.Move(TimeSpan.FromSeconds(50));
        Assert.True(cancelled.Contains(batch, sent: null));
        Assert.False(cancelled.Contains(Guid.NewGuid(), sent: null));

        _time.Move(TimeSpan.FromSeconds(20));
        Assert.False(cancelled.Contains(batch, sent: null));
    }

    [Fact]
    public void Jobs_that_were_sent_after_the_cancellation_are_of_a_batch_that_was_taken_up_again()
    {
        var batch = Guid.NewGuid();
        var cancelled = new CancelledBatches(Options.Create(new FleetOptions()), _time);

        cancelled.Add(Cancelled(batch));

        Assert.True(cancelled.Contains(batch, _time.GetUtcNow() - TimeSpan.FromSeconds(1)));
        Assert.False(cancelled.Contains(batch, _time.GetUtcNow() + TimeSpan.FromSeconds(1)));
    }

    private BatchCancelled Cancelled(Guid batch) => new() { BatchId = batch, CancelledAt = _time.GetUtcNow() };
}
