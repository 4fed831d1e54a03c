using Microsoft.Data.Sqlite;
using Pipeline.Dispatcher.Ledger.Sql;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>SQLite files in a folder of the test's own.</summary>
public sealed class SqliteDatabases : ITestDatabases
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteDatabase> _databases = [];

    Task<LedgerDatabase> ITestDatabases.MakeAsync()
    {
        _databases.Add(new SqliteDatabase(Path.Combine(_folder.Path, $"{_databases.Count}.db")));
        return Task.FromResult<LedgerDatabase>(_databases[^1]);
    }

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _databases.ForEach(database => database.Dispose());
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
