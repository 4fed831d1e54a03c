using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>One photo, where its cutout goes, and the trimap that the caller supplies for it, if any.</summary>
public sealed record PlannedPhoto(BlobRef Source, BlobRef Destination, BlobRef? Trimap = null);
