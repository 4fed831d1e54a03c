using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>One photo, where its renditions go, and the trimap that the caller supplies for it, if any.</summary>
public sealed record PlannedPhoto(BlobRef Source, IReadOnlyList<BlobRef> Destinations, BlobRef? Trimap = null);
