namespace Pipeline.Dispatcher.Ledger;

/// <summary>
/// A listing was going on that is no longer wanted: the batch was cancelled, or another process took it over.
/// </summary>
public sealed class ListingStoppedException()
    : Exception("The batch was cancelled, or another process has taken its listing over.");
