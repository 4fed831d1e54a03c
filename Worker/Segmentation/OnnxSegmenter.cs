using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Any segmentation network that the catalogue describes. Graphs made here take 8-bit pictures as they are and answer
/// probabilities; others take normalised planes and answer what their entry says. One map counts as shares of coverage:
/// the trimap's band is narrow and matting keeps to the map, since matting a wide band by colours alone is worse than the
/// network's own answer (figures in models/README.md). Safe for concurrent use.
/// </summary>
internal sealed class OnnxSegmenter(OnnxModel model, ModelEntry entry) : ISegmenter
{
    private static readonly SegmenterOutput OfGraphsMadeHere = new() { Kind = OutputKind.Probability };

    /// <inheritdoc/>
    public SegmentationMask Segment(Photo photo, CancellationToken cancellation)
    {
        var fit = new PictureFit(photo.Size, entry.Input!);
        using var fitted = fit.Apply(photo.Pixels);
        var bytes = MemoryMarshal.AsBytes(fitted.AsSpan<Vec3b>()).ToArray();
        using var value = SegmenterPicture.ValueOf(entry, bytes, fit.Canvas);
        using var map = entry.IsMade
            ? Run(value, GraphNames.Picture, GraphNames.Foreground, OfGraphsMadeHere, cancellation)
            : Run(value, model.OnlyInput(), output: null, entry.Output!, cancellation);
        return new SegmentationMask(fit.Undo(map)) { Shares = entry.Output!.IsOneMap ? 1 : 0 };
    }

    private Mat Run(
        OrtValue picture, string input, string? output, SegmenterOutput says, CancellationToken cancellation)
    {
        var inputs = new Dictionary<string, OrtValue> { [input] = picture };
        var (map, shape) = model.Run(inputs, output, (values, shape) => (values.ToArray(), shape), cancellation);
        return ForegroundRule.Probability(map, shape, says);
    }
}
