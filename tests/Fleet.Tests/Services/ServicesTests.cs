using System.Diagnostics;
using Npgsql;
using Pipeline.Services;

namespace Pipeline.Fleet.Tests.Services;

/// <summary>The servers that other tests lean on.</summary>
public sealed class ServicesTests
{
    [Fact]
    public async Task A_broker_answers_and_gives_virtual_hosts_of_their_own()
    {
        var node = await RabbitMqNode.SharedAsync();
        await using var first = await node.NewVirtualHostAsync();
        await using var second = await node.NewVirtualHostAsync();

        var arguments = new Dictionary<string, string> { ["x-queue-type"] = "quorum" };
        await first.DeclareQueueAsync("jobs", new { durable = true, arguments });

        Assert.NotNull(await first.FindQueueAsync("jobs"));
        Assert.Null(await second.FindQueueAsync("jobs"));
    }

    [Fact]
    public async Task A_database_answers_and_is_empty()
    {
        var server = await PostgresServer.SharedAsync();
        await using var source = NpgsqlDataSource.Create(await server.NewDatabaseAsync());
        await using var count = source.CreateCommand("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'");

        Assert.Equal(0L, await count.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_killed_database_comes_back_with_what_it_had()
    {
        var server = await PostgresServer.StartAsync();
        Assert.SkipUnless(server.CanBeKilled, "Runs in a container.");
        var database = await server.NewDatabaseAsync();

        await server.KillAsync();
        await server.RestartAsync();

        await using var source = NpgsqlDataSource.Create(database);
        await using var one = source.CreateCommand("SELECT 1");
        Assert.Equal(1, await one.ExecuteScalarAsync(TestContext.Current.CancellationToken));
        await server.StopAsync();
    }

    [Theory]
    [InlineData("rabbitmq", 5)]
    [InlineData("azurite", 1)]
    [InlineData("postgresql", 1)]
    public async Task An_owned_server_goes_when_its_owner_is_killed(string service, int ports)
    {
        var first = FreePorts.Take(ports);
        var folder = Path.Combine(Path.GetTempPath(), $"pipeline-owned-{first}");
        var serve = Path.Combine(Checkout.Root, "deploy", "native", "serve");
        // The owner holds the write end of the pipe that is the script's standard input.
        var command = $"sleep 60 | exec '{serve}' --owned {service} '{folder}' {first} {first + ports - 1}";
        using var owner = Process.Start("bash", ["-c", command]);
        while (!Directory.Exists(Path.Combine(folder, "data")))
        {
            Assert.False(owner.HasExited);
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        using var kill = Process.Start("pkill", ["-KILL", "-P", $"{owner.Id}", "sleep"]);
        await owner.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(Path.Exists(folder));
        Assert.Equal("", await RunAsync("pgrep", "-f", $"pipeline-owned-{first}"));
    }

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        return await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
