using Pipeline.Contracts;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>Jobs that the broker gave up delivering, by the policies of a deployment.</summary>
public sealed class DeadLetterTests : IAsyncLifetime
{
    private Fleet _fleet = null!;

    public async ValueTask InitializeAsync() => _fleet = await Fleet.StartAsync();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task What_the_broker_gives_up_is_sent_again_until_it_has_had_its_attempts()
    {
        await _fleet.Broker.ImportAsync(Path.Combine(Checkout.Root, "deploy", "rabbitmq", "definitions.json"));
        await _fleet.UploadAsync("a.jpg", "dead.jpg", "doomed.jpg");
        _fleet.Settings["Dispatcher__Fleet__ReconcileSeconds"] = "1";
        _fleet.Settings["Dispatcher__Fleet__MostAttempts"] = "2";
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var ear = await Ear.StartAsync(_fleet.Broker.Uri, EventNames.BackgroundRemovalFailed);
        await using var serving = _fleet.Serve();

        await _fleet.SubmitAsync(_fleet.Photos, "--wait");

        var ended = await _fleet.WaitAsync(batch => batch.HasEnded);
        Assert.Equal((2, 1), (ended.Counts.CutOut, ended.Counts.Failed));
        var (failed, _) = await ear.HearAsync<BackgroundRemovalFailed>();
        Assert.Equal(("doomed.jpg", FailureReason.CrashesWorker), (failed.Source.Name, failed.Reason));
    }
}
