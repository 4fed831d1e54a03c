namespace Pipeline.Dispatcher.Intake;

/// <summary>What a source holds.</summary>
/// <param name="Items">Photos, and images that cannot be processed, in ordinal order of their names.</param>
/// <param name="LeftOut">What else was there.</param>
public sealed record PhotoListing(IReadOnlyList<IntakeItem> Items, LeftOut LeftOut);
