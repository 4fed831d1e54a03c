using Microsoft.Extensions.Options;
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

        cancelled.Add(batch);
        _time.Move(TimeSpan.FromSeconds(50));
        cancelled.Add(batch);
        _time.Move(TimeSpan.FromSeconds(50));
        Assert.True(cancelled.Contains(batch));
        Assert.False(cancelled.Contains(Guid.NewGuid()));

        _time.Move(TimeSpan.FromSeconds(20));
        Assert.False(cancelled.Contains(batch));
    }
}
