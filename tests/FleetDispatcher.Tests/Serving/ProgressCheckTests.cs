using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary><c>status</c> says in a sentence why a batch makes no progress, and what to do.</summary>
public sealed class ProgressCheckTests
{
    [Fact]
    public async Task Nobody_serves_or_the_batch_is_paused()
    {
        await using var fleet = await Fleet.StartAsync();
        await fleet.SubmitAsync(fleet.WriteManifest(3));

        await RequireAsync(fleet, "No dispatcher is serving", "start 'deploy/dispatcher serve'");
        await fleet.WaitAsync(batch => batch.State == BatchState.Running);
        await fleet.RunAsync("pause", "last");
        await RequireAsync(fleet, "The batch is paused", "deploy/dispatcher resume");
    }

    [Fact]
    public async Task No_worker_another_version_of_it_or_one_that_takes_nothing()
    {
        await using var fleet = await Fleet.StartAsync();
        await using var serving = fleet.Serve();
        await fleet.SubmitAsync(fleet.WriteManifest(3));
        await fleet.WaitAsync(batch => batch.Counts.Published == 3);

        await RequireAsync(fleet, $"No worker has announced the chain {SimulatedWorker.Chain}", "deploy/worker serve");
        await AnnounceAsync(fleet, "other", "07e42d");
        await RequireAsync(fleet, $"The workers have {SimulatedWorker.Chain}@07e42d", "start workers with that version");
        await AnnounceAsync(fleet, "able", SimulatedWorker.Digest);
        await RequireAsync(fleet, "The worker able has announced the chain", "another broker or virtual host");
    }

    [Fact]
    public async Task The_broker_cannot_be_reached_or_has_an_alarm()
    {
        await using var node = await RabbitMqNode.StartAsync();
        await using var fleet = await Fleet.StartAsync(node);
        await fleet.SubmitAsync(fleet.WriteManifest(3));

        await node.AlarmAsync();
        await RequireAsync(fleet, "takes no messages: it is low on disk", "rabbitmq-diagnostics alarms");
        await node.CalmAsync();
        fleet.Settings["Dispatcher__Broker__Port"] = FreePorts.Take().ToString(System.Globalization.CultureInfo.InvariantCulture);
        await RequireAsync(fleet, "The broker 127.0.0.1:", "cannot be reached");
    }

    [Fact]
    public async Task A_batch_that_a_worker_works_on_has_nothing_in_its_way()
    {
        await using var fleet = await Fleet.StartAsync();
        await using var worker = await SimulatedWorker.StartAsync(fleet.Broker.Uri, held: true);
        await using var serving = fleet.Serve();
        await fleet.SubmitAsync(fleet.WriteManifest(3));
        await fleet.WaitAsync(batch => batch.Counts.Published == 3);
        await AnnounceAsync(fleet, "able", SimulatedWorker.Digest);

        var shown = await fleet.RunAsync("status", "last");

        // Identity, counts and origin.
        Assert.Equal(3, shown.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private static Task AnnounceAsync(Fleet fleet, string worker, string digest) => fleet.Ledger.RecordAsync(
        new WorkerAnnounced
        {
            WorkerId = worker,
            Chains = [new ChainRef { Name = SimulatedWorker.Chain, Digest = digest }],
            Provider = "cpu",
            StartedAt = DateTimeOffset.UnixEpoch,
        },
        CancellationToken.None);

    /// <summary>Asks again for a while, since a broker raises an alarm only at its next look at the disk.</summary>
    private static async Task RequireAsync(Fleet fleet, string cause, string remedy)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(1));
        string? sentence;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            var one = await fleet.RunAsync("status", "last");
            Assert.Equal(0, one.ExitCode);
            sentence = one.Output.Split('\n').SingleOrDefault(line => line.Contains(cause, StringComparison.Ordinal));
        }
        while (sentence is null);

        Assert.Contains(remedy, sentence, StringComparison.Ordinal);
    }
}
