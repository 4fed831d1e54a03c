namespace Pipeline.Dispatcher.Tests.Ledger;

/// <summary>Jobs in a SQLite file.</summary>
public sealed class SqliteLedgerJobTests : LedgerJobConformance<SqliteDatabases>;
