using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>A broker that takes no messages for a while, because its disk is full.</summary>
public sealed class BrokerAlarmTests
{
    private const int Photos = 4000;

    [Fact]
    public async Task Dispatching_waits_for_the_end_of_the_alarm_and_stops_when_it_is_told_to_meanwhile()
    {
        await using var node = await RabbitMqNode.StartAsync();
        Assert.SkipUnless(node.CanBeKilled, "The broker runs in a container.");
        await using var fleet = await Fleet.StartAsync(node);
        fleet.Settings["Dispatcher__Broker__ConfirmSeconds"] = "2";
        await using var worker = await SimulatedWorker.StartAsync(fleet.Broker.Uri);
        await using var first = fleet.Serve();
        await fleet.SubmitAsync(fleet.WriteManifest(1, "before.jsonl"), "--wait");
        await node.AlarmAsync();
        var submitted = await fleet.SubmitAsync(fleet.WriteManifest(Photos));
        await Task.Delay(TimeSpan.FromSeconds(5));
        Assert.False(first.HasExited);

        first.Terminate();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var stopped = await first.EndAsync(patience.Token);
        await using var second = fleet.Serve();
        await node.CalmAsync();

        Assert.Equal((0, 0), (submitted.ExitCode, stopped.ExitCode));
        Assert.Contains("has not confirmed", stopped.Errors, StringComparison.Ordinal);
        var ended = await fleet.WaitAsync(batch => batch.HasEnded && batch.Counts.Total == Photos);
        Assert.Equal((Photos, 0), (ended.Counts.CutOut, ended.Counts.Failed));
    }
}
