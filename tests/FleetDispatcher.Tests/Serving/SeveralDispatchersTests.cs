using Npgsql;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>Several dispatchers on one PostgreSQL database: one leads, and another when that is gone.</summary>
public sealed class SeveralDispatchersTests
{
    private const int Photos = 3000;
    private const int Window = 100;

    [Fact]
    public async Task Another_leads_when_the_leader_is_killed_and_every_photo_ends_once()
    {
        var database = await (await PostgresServer.SharedAsync()).NewDatabaseAsync();
        await using var fleet = await Fleet.StartAsync(postgres: database);
        fleet.Settings["Dispatcher__Fleet__LeastWindow"] = $"{Window}";
        await using var worker = await SimulatedWorker.StartAsync(fleet.Broker.Uri, held: true);
        ProgramProcess[] serving = [fleet.Serve(), fleet.Serve(), fleet.Serve()];
        try
        {
            var submitted = await fleet.SubmitAsync(fleet.WriteManifest(Photos));
            Assert.Equal((0, ""), (submitted.ExitCode, submitted.Errors));
            await fleet.WaitAsync(batch => batch.Counts.Published == Window);
            var leader = await LeaderAsync(database);

            await serving.Single(process => leader.Contains($":{process.Id}:", StringComparison.Ordinal)).KillAsync();
            worker.Release();

            var ended = await fleet.WaitAsync(batch => batch.HasEnded);
            Assert.Equal((BatchState.Completed, Photos), (ended.State, ended.Counts.CutOut));
            Assert.Equal(Photos, worker.Seen.Select(seen => seen.Job.JobId).Distinct().Count());
            Assert.NotEqual(leader, await LeaderAsync(database));
            Assert.Equal(2, serving.Count(process => !process.HasExited));
        }
        finally
        {
            foreach (var process in serving)
            {
                await process.DisposeAsync();
            }
        }
    }

    private static async Task<string> LeaderAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand("SELECT owner FROM leader");
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
