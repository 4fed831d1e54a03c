namespace Pipeline.Dispatcher.Ledger;

/// <summary>
/// What was to be recorded does not fit into the ledger, and would not at any other time; the message says why.
/// </summary>
public sealed class LedgerDataException(string message, Exception inner) : Exception(message, inner);
