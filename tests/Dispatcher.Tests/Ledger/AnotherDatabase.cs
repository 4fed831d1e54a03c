using Pipeline.Dispatcher.Ledger.Sql;

namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>A database that a test has beside its own, with what removes it.</summary>
internal sealed record AnotherDatabase(LedgerDatabase Database, Func<ValueTask> Remove) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => Remove();
}
