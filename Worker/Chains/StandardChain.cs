using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Chains;

/// <summary>
/// The chain that needs no download: segmentation by two networks of our own, trimap by erosion and dilation, colour-model
/// matting, foreground estimation.
/// </summary>
internal static class StandardChain
{
    public const string Name = "standard";

    /// <summary>
    /// Counts up whenever a change of the code changes cutouts; a test compares them with approved ones. Finished
    /// photos are then done again, since a job's key holds the chain's digest.
    /// </summary>
    public const int Revision = 2;

    public static CutoutChain Make(ChainParts parts) => new(
        new ChainRef { Name = Name, Digest = Digest(parts) },
        parts.Decoder,
        new StandardSegmenter(parts.Networks),
        new TrimapGenerator(parts.Trimap),
        parts.TrimapReader,
        new ResidueFreeMatter(new ColourModelMatter(parts.Matting)),
        parts.Quality,
        new MultilevelForeground(parts.Foreground),
        parts.Maker);

    /// <summary>Over the revision, the weights and every option, because each decides the result.</summary>
    private static string Digest(ChainParts parts) => ChainDigest.Of(
        Revision,
        parts.Networks.Sha256,
        parts.Trimap.Value,
        parts.Matting.Value,
        parts.Foreground.Value);
}
