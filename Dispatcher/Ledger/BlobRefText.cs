namespace Pipeline.Dispatcher.Ledger;

/// <summary>Where a photo lies; unlike a claim check it may be a name that no store accepts.</summary>
public sealed record BlobRefText(string Container, string Name);
