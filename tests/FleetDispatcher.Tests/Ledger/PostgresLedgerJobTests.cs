using Pipeline.Dispatcher.Tests.Ledger;

namespace Pipeline.FleetDispatcher.Tests.Ledger;

/// <summary>Jobs in a PostgreSQL database.</summary>
public sealed class PostgresLedgerJobTests : LedgerJobConformance<PostgresDatabases>;
