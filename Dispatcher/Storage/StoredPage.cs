namespace Pipeline.Dispatcher.Storage;

/// <summary>A page of a listing in order of the names.</summary>
/// <param name="Photos">What is in it.</param>
/// <param name="Next">Token of the next page; null after the last.</param>
public sealed record StoredPage(IReadOnlyList<StoredPhoto> Photos, string? Next);
