using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Quality;
using Pipeline.Worker.Renditions;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Chains;

/// <summary>
/// The chain that needs no download: segmentation by frame, saliency and a small network of our own, trimap by erosion
/// and dilation, colour-model matting, foreground estimation.
/// </summary>
internal static class ClassicChain
{
    public const string Name = "classic";

    /// <summary>
    /// Counts up whenever a change of the code changes cutouts; a test compares them with approved ones. Finished
    /// photos are then done again, since a job's key holds the chain's digest.
    /// </summary>
    public const int Revision = 3;

    public static CutoutChain Make(
        ImageDecoder decoder,
        TrimapReader trimapReader,
        QualityEstimator quality,
        SubjectNetwork network,
        RenditionMaker maker,
        IOptions<ClassicSegmenterOptions> segmenter,
        IOptions<TrimapOptions> trimap,
        IOptions<MattingOptions> matting,
        IOptions<ForegroundOptions> foreground) => new(
            new ChainRef
            {
                Name = Name,
                Digest = Digest(network.Sha256, segmenter.Value, trimap.Value, matting.Value, foreground.Value),
            },
            decoder,
            new ClassicSegmenter(network, segmenter),
            new TrimapGenerator(trimap),
            trimapReader,
            new ColourModelMatter(matting),
            quality,
            new MultilevelForeground(foreground),
            maker);

    /// <summary>Over the revision, the weights and every option, because each decides the result.</summary>
    private static string Digest(params object[] options)
    {
        var definition = JsonSerializer.SerializeToUtf8Bytes<object[]>([Revision, .. options]);
        return Convert.ToHexStringLower(SHA256.HashData(definition).AsSpan(0, 8));
    }
}
