namespace Pipeline.Dispatcher.Ledger;

/// <summary>What the ledger is kept in.</summary>
public enum LedgerProvider
{
    /// <summary>A file, for the dispatchers of one machine.</summary>
    Sqlite,

    /// <summary>A PostgreSQL database, for dispatchers on several.</summary>
    PostgreSql,
}
