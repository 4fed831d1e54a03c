using Microsoft.Extensions.Options;
using Pipeline.Worker.Foreground;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Matting;
using Pipeline.Worker.Quality;
using Pipeline.Worker.Renditions;
using Pipeline.Worker.Segmentation;
using Pipeline.Worker.Trimaps;

namespace Pipeline.Worker.Chains;

/// <summary>What chains share, and what the stages without networks are told.</summary>
internal sealed record ChainParts(
    ImageDecoder Decoder,
    TrimapReader TrimapReader,
    QualityEstimator Quality,
    RenditionMaker Maker,
    StandardNetworks Networks,
    IOptions<TrimapOptions> Trimap,
    IOptions<MattingOptions> Matting,
    IOptions<OnnxMattingOptions> NetworkMatting,
    IOptions<ForegroundOptions> Foreground);
