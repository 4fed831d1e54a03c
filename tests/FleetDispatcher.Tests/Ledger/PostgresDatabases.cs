using Pipeline.Dispatcher.Ledger.Sql;
using Pipeline.Dispatcher.Tests.Ledger;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Ledger;

/// <summary>Databases of a server that the test process has started.</summary>
public sealed class PostgresDatabases : ITestDatabases
{
    private readonly List<PostgresDatabase> _databases = [];

    async Task<LedgerDatabase> ITestDatabases.MakeAsync()
    {
        var server = await PostgresServer.SharedAsync();
        _databases.Add(new PostgresDatabase(await server.NewDatabaseAsync()));
        return _databases[^1];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }
    }
}
