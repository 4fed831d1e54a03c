using Pipeline.Contracts;
using Pipeline.Worker.Renditions;

namespace Pipeline.Worker.Cutouts;

/// <summary>What the chain makes of a photo.</summary>
/// <param name="Files">One per rendition of the recipe, in its order.</param>
/// <param name="Quality">How sure the cutout is.</param>
/// <param name="Provider">What ran the networks, in lower case; null for a chain without networks of others.</param>
internal sealed record CutoutResult(IReadOnlyList<RenditionFile> Files, CutoutQuality Quality, string? Provider);
