using Pipeline.Contracts;
using Pipeline.Worker.Messaging;

namespace Pipeline.Fleet.Tests.Messaging;

public sealed class PrefetchTests
{
    private const int MostHeld = 64;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(32)]
    public void Queues_of_all_chains_together_hold_no_more_than_the_limit_and_each_holds_some(int chains)
    {
        var queues = Enumerable.Range(0, chains)
            .SelectMany(i => FleetBus.Prefetched($"chain-{i}", chains)).ToList();

        Assert.InRange(queues.Sum(queue => queue.Most), chains, MostHeld);
        Assert.All(queues, queue => Assert.True(queue.Most > 0));
    }

    [Fact]
    public void The_bulk_of_the_only_chain_may_hold_what_a_device_needs()
    {
        var bulk = FleetBus.Prefetched("standard", 1)
            .Single(queue => queue.Queue == EndpointNames.RemoveBackground("standard"));

        Assert.Equal(48, bulk.Most);
    }
}
