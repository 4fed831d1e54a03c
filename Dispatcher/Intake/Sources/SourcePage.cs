using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>Photos in the order of their source, and how far the listing has come with them.</summary>
/// <param name="Photos">The photos.</param>
/// <param name="Reached">How far the listing has come.</param>
/// <param name="LeftOut">Files or blobs that were passed over on the way, because they are no images.</param>
public sealed record SourcePage(IReadOnlyList<SourcePhoto> Photos, ListingCheckpoint Reached, int LeftOut = 0);
