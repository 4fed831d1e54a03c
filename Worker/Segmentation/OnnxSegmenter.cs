using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// Any segmentation network that the catalogue describes. Graphs made here take 8-bit pictures as they are and answer
/// probabilities; others take normalised planes and answer what their entry says. Safe for concurrent use.
/// </summary>
internal sealed class OnnxSegmenter(OnnxModel model, ModelEntry entry) : ISegmenter
{
    private const string Foreground = "foreground";
    private static readonly SegmenterOutput OfGraphsMadeHere = new() { Kind = OutputKind.Probability };

    private readonly SegmenterInput _input = entry.Input!;

    /// <inheritdoc/>
    public SegmentationMask Segment(Photo photo, CancellationToken cancellation)
    {
        var fit = new PictureFit(photo.Size, _input);
        using var fitted = fit.Apply(photo.Pixels);
        var bytes = MemoryMarshal.AsBytes(fitted.AsSpan<Vec3b>()).ToArray();
        using var map = entry.IsMade
            ? RunBytes(bytes, fit.Canvas, cancellation)
            : RunPlanes(bytes, fit.Canvas, cancellation);
        return new SegmentationMask(fit.Undo(map));
    }

    private Mat RunBytes(byte[] bytes, Size canvas, CancellationToken cancellation)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(bytes, [1, canvas.Height, canvas.Width, 3]);
        return Run(FloatPicture.Picture, value, Foreground, OfGraphsMadeHere, cancellation);
    }

    private Mat RunPlanes(byte[] bytes, Size canvas, CancellationToken cancellation)
    {
        var planes = new NormalisedPlanes(_input).Of(bytes);
        using var value = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, canvas.Height, canvas.Width]);
        return Run(model.OnlyInput(), value, answer: null, entry.Output!, cancellation);
    }

    private Mat Run(
        string name, OrtValue value, string? answer, SegmenterOutput output, CancellationToken cancellation)
    {
        var inputs = new Dictionary<string, OrtValue> { [name] = value };
        var (map, shape) = model.Run(inputs, answer, (values, shape) => (values.ToArray(), shape), cancellation);
        return ForegroundRule.Probability(map, shape, output);
    }
}
