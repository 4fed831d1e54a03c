using Pipeline.Contracts;
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
    /// <summary>Adds to the warnings what the files' verdicts call for.</summary>
    public static CutoutResult Of(
        IReadOnlyList<RenditionFile> files, CutoutQuality quality, string? provider, NetworkMatting? matting)
    {
        var keepsRules = files.All(file => file.Verdict?.Passed ?? true);
        return new CutoutResult(
            files,
            keepsRules ? quality : quality with { Warnings = [.. quality.Warnings, CutoutWarnings.MarketplaceRules] },
            provider,
            matting);
    }
}
