using Npgsql;
using Pipeline.Dispatcher;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;
using Pipeline.Dispatcher.Tests.Ledger;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Ledger;

/// <summary>The ledger in a PostgreSQL database.</summary>
public sealed class PostgresLedgerTests : LedgerConformance
{
    private readonly List<PostgresDatabase> _databases = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_server_that_is_not_there_and_a_wrong_password_are_told_apart()
    {
        var server = await PostgresServer.SharedAsync();
        var right = new NpgsqlConnectionStringBuilder(await server.NewDatabaseAsync());
        var gone = new NpgsqlConnectionStringBuilder(right.ConnectionString) { Port = FreePorts.Take() };
        var missing = new NpgsqlConnectionStringBuilder(right.ConnectionString) { Database = "not_there" };

        Assert.Equal(ExitCodes.Unavailable, (await RefusalAsync(gone)).ExitCode);
        Assert.Equal(ExitCodes.Configuration, (await RefusalAsync(missing)).ExitCode);
    }

    private protected override async ValueTask<LedgerDatabase> MakeDatabaseAsync() => await MakeAsync();

    private protected override async ValueTask<AnotherDatabase> MakeAnotherAsync() =>
        new(await MakeAsync(), () => ValueTask.CompletedTask);

    private async Task<LedgerException> RefusalAsync(NpgsqlConnectionStringBuilder connection)
    {
        _databases.Add(new PostgresDatabase(connection.ConnectionString));
        var ledger = new SqlLedger(_databases[^1], TimeProvider.System);
        return await Assert.ThrowsAsync<LedgerException>(() => ledger.OpenAsync(CancellationToken.None));
    }

    private async Task<PostgresDatabase> MakeAsync()
    {
        var server = await PostgresServer.SharedAsync();
        _databases.Add(new PostgresDatabase(await server.NewDatabaseAsync()));
        return _databases[^1];
    }
}
