using Microsoft.Extensions.Options;
using Pipeline.Worker.Consumers;

namespace Pipeline.Fleet.Tests.Consumers;

public sealed class JobSlotsTests
{
    private readonly JobSlots _slots = new(Options.Create(new ConsumerOptions { Concurrency = 2 }));

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task As_many_run_as_there_are_places()
    {
        var first = await TakeAsync();
        var second = await TakeAsync();
        var third = TakeAsync();

        Assert.False(third.IsCompleted);
        first.Dispose();
        first.Dispose();

        (await third).Dispose();
        second.Dispose();
        await Task.WhenAll(TakeAsync(), TakeAsync());
    }

    [Fact]
    public async Task The_urgent_come_before_others_that_waited_longer_and_in_their_own_order()
    {
        var places = new[] { await TakeAsync(), await TakeAsync() };
        var usual = TakeAsync();
        var urgent = TakeAsync(isUrgent: true);
        var laterUrgent = TakeAsync(isUrgent: true);

        places[0].Dispose();
        var place = await urgent;
        Assert.False(laterUrgent.IsCompleted);
        place.Dispose();
        (await laterUrgent).Dispose();

        await usual;
    }

    [Fact]
    public async Task One_that_runs_alone_waits_for_all_to_end_and_nobody_passes_it()
    {
        var running = await TakeAsync();
        var alone = TakeAsync(isAlone: true);
        var urgent = TakeAsync(isUrgent: true);
        Assert.False(alone.IsCompleted);
        Assert.False(urgent.IsCompleted);

        running.Dispose();
        var place = await alone;
        Assert.False(urgent.IsCompleted);

        place.Dispose();
        await urgent;
    }

    [Fact]
    public async Task Who_stops_waiting_holds_nobody_up()
    {
        var running = await TakeAsync();
        using var cancelled = new CancellationTokenSource();
        var alone = _slots.TakeAsync(isUrgent: false, isAlone: true, cancelled.Token);
        var usual = TakeAsync();
        Assert.False(usual.IsCompleted);

        await cancelled.CancelAsync();

        await Assert.ThrowsAsync<TaskCanceledException>(() => alone);
        await usual;
        running.Dispose();
    }

    private Task<IDisposable> TakeAsync(bool isUrgent = false, bool isAlone = false) =>
        _slots.TakeAsync(isUrgent, isAlone, None);
}
