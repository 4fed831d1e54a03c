using Npgsql;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;
using Pipeline.Dispatcher.Tests.Ledger;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Ledger;

/// <summary>Batches in a PostgreSQL database.</summary>
public sealed class PostgresLedgerTests : LedgerBatchConformance<PostgresDatabases>
{
    [Fact]
    public async Task A_server_that_is_not_there_and_a_database_that_is_not_are_told_apart()
    {
        var server = await PostgresServer.SharedAsync();
        var right = new NpgsqlConnectionStringBuilder(await server.NewDatabaseAsync());
        var gone = new NpgsqlConnectionStringBuilder(right.ConnectionString) { Port = FreePorts.Take() };
        var missing = new NpgsqlConnectionStringBuilder(right.ConnectionString) { Database = "not_there" };

        Assert.Equal(ExitCodes.Unavailable, (await RefusalAsync(gone)).ExitCode);
        Assert.Equal(ExitCodes.Configuration, (await RefusalAsync(missing)).ExitCode);
    }

    private static async Task<LedgerException> RefusalAsync(NpgsqlConnectionStringBuilder connection)
    {
        await using var database = new PostgresDatabase(connection.ConnectionString);
        var ledger = new SqlLedger(database, TimeProvider.System);
        return await Assert.ThrowsAsync<LedgerException>(() => ledger.OpenAsync(CancellationToken.None));
    }
}
