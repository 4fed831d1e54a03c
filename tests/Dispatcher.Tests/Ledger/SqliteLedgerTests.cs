using Microsoft.Data.Sqlite;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>The ledger in a SQLite file.</summary>
public sealed class SqliteLedgerTests : LedgerConformance
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<SqliteDatabase> _databases = [];

    public override ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _databases.ForEach(database => database.Dispose());
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_in_a_sentence()
    {
        var path = _folder.Write("notes.txt", new string('x', 5000));
        var ledger = new SqlLedger(Make(path), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => ledger.OpenAsync(CancellationToken.None));

        Assert.Contains("notes.txt cannot be opened", refused.Message, StringComparison.Ordinal);
    }

    private protected override ValueTask<LedgerDatabase> MakeDatabaseAsync() => new(Make(Path.Combine(_folder.Path, "ledger.db")));

    private protected override ValueTask<AnotherDatabase> MakeAnotherAsync() => new(
        new AnotherDatabase(Make(Path.Combine(_folder.Path, "another.db")), () => ValueTask.CompletedTask));

    private SqliteDatabase Make(string path)
    {
        _databases.Add(new SqliteDatabase(path));
        return _databases[^1];
    }
}
