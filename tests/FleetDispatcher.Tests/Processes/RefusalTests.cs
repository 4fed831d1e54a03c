using System.Globalization;
using Microsoft.Data.Sqlite;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger.Sql;
using Pipeline.FleetDispatcher.Tests.Serving;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Processes;

/// <summary>
/// What is set up wrongly is told in one sentence with its exit code; no stack trace, no waiting for ever.
/// </summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private Fleet _fleet = null!;

    public async ValueTask InitializeAsync() => _fleet = await Fleet.StartAsync();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task No_broker()
    {
        _fleet.Settings["Dispatcher__Broker__Port"] = FreePorts.Take().ToString(CultureInfo.InvariantCulture);

        await RequireAsync(ExitCodes.Unavailable, "The broker 127.0.0.1:", "cannot be reached", "serve");
        await RequireAsync(ExitCodes.Unavailable, "The broker 127.0.0.1:", "cannot be reached", "redrive");
    }

    [Fact]
    public async Task A_wrong_password_of_the_broker()
    {
        _fleet.Settings["Dispatcher__Broker__Password"] = "wrong";

        await RequireAsync(ExitCodes.NoPermission, "refuses the user 'pipeline'", "check user and password", "serve");
    }

    [Fact]
    public async Task A_virtual_host_that_is_not_there()
    {
        _fleet.Settings["Dispatcher__Broker__VirtualHost"] = "not-there";

        await RequireAsync(ExitCodes.Configuration, "has no virtual host 'not-there'", "The broker", "serve");
    }

    [Fact]
    public async Task A_queue_of_other_arguments()
    {
        await _fleet.Broker.DeclareQueueAsync(
            EndpointNames.JobTracker, new { durable = true, arguments = new Dictionary<string, object> { ["x-queue-type"] = "classic" } });

        await RequireAsync(ExitCodes.Configuration, "other arguments", "job-tracker", "serve");
    }

    [Fact]
    public async Task No_storage()
    {
        _fleet.Settings["Dispatcher__Storage__ConnectionString"] =
            $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey={AzuriteServer.Key};BlobEndpoint=http://127.0.0.1:{FreePorts.Take()}/a;";

        await RequireAsync(ExitCodes.Unavailable, "The storage account a", "cannot be reached", "serve");
    }

    [Fact]
    public async Task A_wrong_key_of_the_storage()
    {
        var wrong = Convert.ToBase64String(new byte[64]);
        _fleet.Settings["Dispatcher__Storage__ConnectionString"] =
            _fleet.Settings["Dispatcher__Storage__ConnectionString"]!
                .Replace(AzuriteServer.Key, wrong, StringComparison.Ordinal);

        await RequireAsync(ExitCodes.NoPermission, "does not allow it", "Dispatcher:Storage", "submit", "photos", "--chain", "standard@01");
    }

    [Fact]
    public async Task No_storage_account_at_all()
    {
        _fleet.Settings["Dispatcher__Storage__ConnectionString"] = "";

        await RequireAsync(ExitCodes.Configuration, "The storage account is missing", "ConnectionString", "serve");
    }

    [Fact]
    public async Task A_setting_out_of_range()
    {
        _fleet.Settings["Dispatcher__Fleet__LeastWindow"] = "0";

        await RequireAsync(ExitCodes.Configuration, "LeastWindow", "between 1 and 200000", "serve");
    }

    [Fact]
    public async Task A_ledger_of_an_older_or_a_newer_schema()
    {
        var path = _fleet.Settings["Dispatcher__Ledger__Path"]!;
        using var database = new SqliteDatabase(path);
        await new SqlLedger(database, TimeProvider.System, [.. SqlSchema.Steps.Take(1)]).OpenAsync(CancellationToken.None);

        await RequireAsync(ExitCodes.Configuration, "has schema 1", "dispatcher migrate", "list");
        Assert.Equal(ExitCodes.Complete, (await _fleet.RunAsync("migrate")).ExitCode);
        Assert.Equal(ExitCodes.Complete, (await _fleet.RunAsync("list")).ExitCode);
    }

    [Fact]
    public async Task A_ledger_that_is_damaged_while_it_serves()
    {
        await using var serving = _fleet.Serve();
        await Fleet.UntilAsync(() => Task.FromResult(File.Exists(_fleet.Settings["Dispatcher__Ledger__Path"])));
        using var patience = new CancellationTokenSource(ProgramProcess.MostBeforeRefusal);
        var path = _fleet.Settings["Dispatcher__Ledger__Path"];
        await using (var connection = new SqliteConnection($"Data Source={path}"))
        {
            await connection.OpenAsync(patience.Token);
            await using var drop = connection.CreateCommand();
            drop.CommandText = "DROP TABLE leader";
            await Fleet.UntilAsync(async () => await TryAsync(drop));
        }

        var ended = await serving.EndAsync(patience.Token);

        Assert.Equal(ExitCodes.Configuration, ended.ExitCode);
        Assert.Contains("cannot be used", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
    }

    /// <summary>The table is made only a moment after the file.</summary>
    private static async Task<bool> TryAsync(SqliteCommand command)
    {
        try
        {
            await command.ExecuteNonQueryAsync();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    [Fact]
    public async Task A_manifest_with_a_quote_that_is_never_closed()
    {
        var manifest = Path.Combine(Path.GetDirectoryName(_fleet.Settings["Dispatcher__Ledger__Path"])!, "list.csv");
        await File.WriteAllTextAsync(
            manifest, "source,sku\nphotos/a.jpg,A\nphotos/b.jpg,\"B\nphotos/c.jpg,C\n", TestContext.Current.CancellationToken);

        await RequireAsync(
            ExitCodes.Refused, $"The manifest {manifest} is malformed", "line 3", "submit", manifest, "--chain", "standard@01");
        Assert.DoesNotContain("list.csv", (await _fleet.RunAsync("list")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chain_that_nobody_has_announced()
    {
        await _fleet.UploadAsync("a.jpg");

        await RequireAsync(ExitCodes.Refused, "No worker has announced the chain standard", "@DIGEST", "submit", _fleet.Photos);
    }

    [Fact]
    public async Task A_container_or_a_batch_that_is_not_there()
    {
        await RequireAsync(ExitCodes.Refused, "There is no container", "no-photos", "submit", "no-photos", "--chain", "standard@01");
        await RequireAsync(ExitCodes.Refused, "There is no batch", "0000", "cancel", "0000");
    }

    private async Task RequireAsync(int exitCode, string one, string other, params string[] arguments)
    {
        using var patience = new CancellationTokenSource(ProgramProcess.MostBeforeRefusal);

        var run = await ProgramProcess.RunAsync("Dispatcher", _fleet.Settings, arguments, patience.Token);

        Assert.Contains(one, run.Errors, StringComparison.Ordinal);
        Assert.Contains(other, run.Errors, StringComparison.Ordinal);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.Single(run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
