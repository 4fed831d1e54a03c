namespace Pipeline.Dispatcher.Storage;

/// <summary>The store no longer knows where a listing had stopped.</summary>
public sealed class StaleTokenException(Exception inner) : Exception("The listing's token is no longer valid.", inner);
