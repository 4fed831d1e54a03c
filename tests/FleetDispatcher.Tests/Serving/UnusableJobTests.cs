using Microsoft.Data.Sqlite;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>What can never be done ends, and keeps nothing else from its end.</summary>
public sealed class UnusableJobTests : IAsyncLifetime
{
    private Fleet _fleet = null!;

    public async ValueTask InitializeAsync() => _fleet = await Fleet.StartAsync();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task A_row_whose_recipe_does_not_go_with_the_names_fails_alone()
    {
        const string TwoFiles = """{"renditions":[{"name":"a"},{"name":"b"}]}""";
        var manifest = _fleet.WriteManifest(3);
        await File.AppendAllLinesAsync(
            manifest, [$$"""{"source":"{{_fleet.Photos}}/two.jpg","etag":"1","recipe":{{TwoFiles}}}"""]);
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var serving = _fleet.Serve();

        var dry = await _fleet.SubmitAsync(manifest, "--name", "{name}.{ext}", "--dry-run");
        var submitted = await _fleet.SubmitAsync(manifest, "--name", "{name}.{ext}", "--wait");

        Assert.Contains("two.jpg: would fail. The recipe does not go with the names", dry.Output, StringComparison.Ordinal);
        Assert.Contains("4 photos: 3 cut out, 1 failed", submitted.Output, StringComparison.Ordinal);
        var csv = await _fleet.RunAsync("results", "last", "--format", "csv");
        Assert.Contains($"{_fleet.Photos}/two.jpg,failed,NameUnusable,", csv.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_job_without_a_name_when_it_is_given_out_ends_and_the_others_go_on()
    {
        await _fleet.SubmitAsync(_fleet.WriteManifest(40));
        await TellAsync("""UPDATE batch SET settings = json_set(settings, '$.template', '{sku}/{name}.{ext}')""");
        await TellAsync("UPDATE job SET sku = '..' WHERE seq = 7");
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var ear = await Ear.StartAsync(_fleet.Broker.Uri, EventNames.BackgroundRemovalFailed);
        await using var serving = _fleet.Serve();

        var ended = await _fleet.WaitAsync(batch => batch.HasEnded);

        Assert.Equal((39, 1), (ended.Counts.CutOut, ended.Counts.Failed));
        Assert.Equal(39, worker.Seen.Count);
        var (failed, _) = await ear.HearAsync<BackgroundRemovalFailed>();
        Assert.Equal(("photos.jsonl/000007.jpg", FailureReason.NameUnusable), (failed.Source.Name, failed.Reason));
        Assert.Contains("NameUnusable", (await _fleet.RunAsync("results", "last")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_submission_whose_container_is_gone_is_refused_in_place_of_being_tried_for_ever()
    {
        var batch = await _fleet.Ledger.CreateAbandonedAsync(_fleet);
        await _fleet.Account.DeleteBlobContainerAsync(_fleet.Photos);
        await using var serving = _fleet.Serve();

        var refused = await _fleet.WaitAsync(batch => batch.HasEnded, batch.Id);

        Assert.Equal(BatchState.Refused, refused.State);
        Assert.Contains("no such container", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("no such container", (await _fleet.RunAsync("status", "last")).Output, StringComparison.Ordinal);
        Assert.Empty(await _fleet.Ledger.ListOpenAsync(CancellationToken.None));
    }

    /// <summary>As an older dispatcher might have left it, whose names another one refuses.</summary>
    private async Task TellAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_fleet.Settings["Dispatcher__Ledger__Path"]}");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
    }
}
