using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>One photo and where its cutout goes.</summary>
public sealed record PlannedPhoto(BlobRef Source, BlobRef Destination);
