using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Renditions;

namespace Pipeline.Worker.Cutouts;

/// <summary>What the chain makes of a photo.</summary>
/// <param name="Files">One per rendition of the recipe, in its order.</param>
/// <param name="Quality">How sure the cutout is.</param>
/// <param name="Provider">What ran the networks, in lower case; null for a chain without networks of others.</param>
/// <param name="Matting">What the matting network was given; null where none was asked.</param>
internal sealed record CutoutResult(
    IReadOnlyList<RenditionFile> Files, CutoutQuality Quality, string? Provider, NetworkMatting? Matting)
{
    /// <summary>Adds warnings that do not come from the matte: of the files' verdicts, and of reading the photo.</summary>
    public CutoutResult WithWarningsOf(PhotoFacts photo)
    {
        string[] verdicts = Files.All(file => file.Verdict?.Passed ?? true) ? [] : [CutoutWarnings.MarketplaceRules];
        return this with { Quality = Quality with { Warnings = [.. Quality.Warnings, .. verdicts, .. photo.Warnings] } };
    }
}
