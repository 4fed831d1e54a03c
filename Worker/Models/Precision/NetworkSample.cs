using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// One photo as a network's inputs. A matting network is given a trimap beside it, though nobody knows the subject: an
/// ellipse in the middle whose rim is unknown, so that all three levels are there.
/// </summary>
internal sealed class NetworkSample
{
    private const int MatterSide = 640;
    private const int MatterMultiple = 32;
    private const double Inner = 0.25;
    private const double Outer = 0.4;

    private static readonly SegmenterInput OfMatters =
        new() { Side = MatterSide, Fit = InputFit.MultipleOf, Multiple = MatterMultiple };

    private readonly ModelEntry _entry;
    private readonly byte[] _picture;
    private readonly Size _size;

    /// <param name="entry">The network.</param>
    /// <param name="photo">Only read.</param>
    public NetworkSample(ModelEntry entry, Photo photo)
    {
        var fit = new PictureFit(photo.Size, entry.Input ?? OfMatters);
        using var fitted = fit.Apply(photo.Pixels);
        (_entry, _size) = (entry, fit.Canvas);
        _picture = MemoryMarshal.AsBytes(fitted.AsSpan<Vec3b>()).ToArray();
    }

    /// <param name="only">Name of the input of a graph that others published.</param>
    /// <param name="take">Is given the inputs by the graph's names, and must not keep them.</param>
    public T Give<T>(string only, Func<IReadOnlyDictionary<string, OrtValue>, T> take)
    {
        var inputs = Inputs(only);
        try
        {
            return take(inputs);
        }
        finally
        {
            foreach (var input in inputs.Values)
            {
                input.Dispose();
            }
        }
    }

    private Dictionary<string, OrtValue> Inputs(string only)
    {
        var inputs = new Dictionary<string, OrtValue>
        {
            [_entry.IsMade ? GraphNames.Picture : only] = SegmenterPicture.ValueOf(_entry, _picture, _size),
        };
        if (_entry.Kind == ModelKind.Matter)
        {
            inputs[GraphNames.Trimap] = OrtValue.CreateTensorValueFromMemory(Trimap(), [1, _size.Height, _size.Width]);
        }

        return inputs;
    }

    private byte[] Trimap()
    {
        using var trimap = new Mat(_size, MatType.CV_8UC1, Scalar.All(0));
        Draw(trimap, Outer, 128);
        Draw(trimap, Inner, 255);
        return trimap.AsSpan<byte>().ToArray();
    }

    private void Draw(Mat trimap, double share, int level) => Cv2.Ellipse(
        trimap,
        new Point(_size.Width / 2, _size.Height / 2),
        new Size(_size.Width * share, _size.Height * share),
        0,
        0,
        360,
        Scalar.All(level),
        -1);
}
