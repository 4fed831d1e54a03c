using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>Photos in the order of their source, and how far the listing has come with them.</summary>
public sealed record SourcePage(IReadOnlyList<SourcePhoto> Photos, ListingCheckpoint Reached);
