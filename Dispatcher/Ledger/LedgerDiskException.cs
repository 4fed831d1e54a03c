using System.Data.Common;

namespace Pipeline.Dispatcher.Ledger;

/// <summary>The ledger's disk takes nothing for now; the message is a sentence for the operator.</summary>
public sealed class LedgerDiskException(string message, Exception inner) : DbException(message, inner);
