using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Ledger.Sql;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>Batches in a SQLite file.</summary>
public sealed class SqliteLedgerTests : LedgerBatchConformance<SqliteDatabases>
{
    [Fact]
    public async Task A_file_that_is_no_database_is_told_in_a_sentence()
    {
        using var folder = new TemporaryFolder();
        using var database = new SqliteDatabase(folder.Write("notes.txt", new string('x', 5000)));
        var ledger = new SqlLedger(database, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<LedgerException>(() => ledger.OpenAsync(CancellationToken.None));

        Assert.Contains("notes.txt cannot be used", refused.Message, StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Configuration, refused.ExitCode);
    }
}
