using Pipeline.Dispatcher.Ledger.Sql;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>Empty databases for one test, of one kind.</summary>
public interface ITestDatabases : IAsyncDisposable
{
    internal Task<LedgerDatabase> MakeAsync();
}
