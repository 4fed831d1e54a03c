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
        var masks = Segment([photo], cancellation);
        return masks[0];
    }

    /// <summary>Several photos in one run of the network; those of another shape than the first go by themselves.</summary>
    /// <returns>One mask per photo; the caller disposes them.</returns>
    public IReadOnlyList<SegmentationMask> Segment(IReadOnlyList<Photo> photos, CancellationToken cancellation)
    {
        var fits = photos.Select(photo => new PictureFit(photo.Size, _input)).ToList();
        var masks = new SegmentationMask[photos.Count];
        foreach (var alike in Enumerable.Range(0, photos.Count).GroupBy(i => fits[i].Canvas))
        {
            int[] places = [.. alike];
            var maps = Run([.. places.Select(i => photos[i].Pixels)], [.. places.Select(i => fits[i])], cancellation);
            for (var i = 0; i < places.Length; i++)
            {
                using var map = maps[i];
                masks[places[i]] = new SegmentationMask(fits[places[i]].Undo(map));
            }
        }

        return masks;
    }

    /// <param name="pictures">Pictures whose canvases have one size.</param>
    /// <param name="fits">Theirs.</param>
    /// <param name="cancellation">While waiting for the network.</param>
    private IReadOnlyList<Mat> Run(Mat[] pictures, PictureFit[] fits, CancellationToken cancellation)
    {
        var canvas = fits[0].Canvas;
        var bytes = new byte[pictures.Length * 3 * canvas.Width * canvas.Height];
        for (var i = 0; i < pictures.Length; i++)
        {
            using var fitted = fits[i].Apply(pictures[i]);
            MemoryMarshal.AsBytes(fitted.AsSpan<Vec3b>()).CopyTo(bytes.AsSpan(i * (bytes.Length / pictures.Length)));
        }

        return entry.IsMade
            ? RunBytes(bytes, pictures.Length, canvas, cancellation)
            : RunPlanes(bytes, pictures.Length, canvas, cancellation);
    }

    private IReadOnlyList<Mat> RunBytes(byte[] bytes, int count, Size canvas, CancellationToken cancellation)
    {
        using var value = OrtValue.CreateTensorValueFromMemory(bytes, [count, canvas.Height, canvas.Width, 3]);
        return model.Run(
            new Dictionary<string, OrtValue> { [FloatPicture.Picture] = value },
            Foreground,
            answer => ForegroundRule.Probabilities(answer, OfGraphsMadeHere),
            cancellation);
    }

    private IReadOnlyList<Mat> RunPlanes(byte[] bytes, int count, Size canvas, CancellationToken cancellation)
    {
        var planes = new NormalisedPlanes(_input).Of(bytes, count);
        using var value = OrtValue.CreateTensorValueFromMemory(planes, [count, 3, canvas.Height, canvas.Width]);
        return model.Run(
            new Dictionary<string, OrtValue> { [model.OnlyInput(cancellation)] = value },
            output: null,
            answer => ForegroundRule.Probabilities(answer, entry.Output!),
            cancellation);
    }
}
