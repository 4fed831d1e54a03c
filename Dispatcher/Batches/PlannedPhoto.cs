using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Batches;

/// <summary>One photo and where its renditions go.</summary>
/// <param name="Source">The photo.</param>
/// <param name="Destinations">A file for each rendition.</param>
/// <param name="Trimap">The trimap that the caller supplies for it, if any.</param>
/// <param name="File">The photo's own file, absolute and without links; null where it is none of this machine.</param>
public sealed record PlannedPhoto(
    BlobRef Source, IReadOnlyList<BlobRef> Destinations, BlobRef? Trimap = null, string? File = null);
