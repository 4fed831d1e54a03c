using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Graphs;

namespace Pipeline.Worker.Segmentation;

/// <summary>
/// The reference's segmentation, its faults included: the picture is squashed to 320 × 320, and the greatest of the
/// stretched scores decides; what is not class 0 is subject. DeepLabV3 of the catalogue only.
/// </summary>
internal sealed class ReferenceSegmenter(OnnxModel model) : ISegmenter
{
    private const int Side = 320;

    /// <inheritdoc/>
    public SegmentationMask Segment(Photo photo, CancellationToken cancellation)
    {
        using var squashed = Squash(photo.Pixels);
        using var value = OrtValue.CreateTensorValueFromMemory(BytesOf(squashed), [1, Side, Side, 3]);
        var inputs = new Dictionary<string, OrtValue> { [GraphNames.Picture] = value };
        var (scores, shape) = model.Run(inputs, GraphNames.Logits, (values, shape) => (values.ToArray(), shape), cancellation);
        return new SegmentationMask(Decide(scores, shape));
    }

    /// <summary>Linearly, without regard to what lies between: 8 bits, rounded.</summary>
    internal static Mat Squash(Mat photo)
    {
        var squashed = new Mat();
        Cv2.Resize(photo, squashed, new Size(Side, Side), interpolation: InterpolationFlags.Linear);
        return squashed;
    }

    /// <summary>1 where another class than 0 has the greatest score.</summary>
    /// <param name="scores">Of each class, one map after the other.</param>
    /// <param name="shape">[1, C, h, w].</param>
    /// <returns>320 × 320, <c>CV_32FC1</c>, 0 or 1.</returns>
    private static Mat Decide(ReadOnlySpan<float> scores, long[] shape)
    {
        var (classes, height, width) = ((int)shape[1], (int)shape[2], (int)shape[3]);
        using var background = Stretch(scores[..(height * width)], height, width);
        using var best = new Mat(Side, Side, MatType.CV_32FC1, Scalar.All(float.NegativeInfinity));
        for (var c = 1; c < classes; c++)
        {
            using var score = Stretch(scores.Slice(c * height * width, height * width), height, width);
            Cv2.Max(best, score, best);
        }

        // At a draw the first class wins.
        using var subject = new Mat();
        Cv2.Compare(best, background, subject, CmpTypes.GT);
        var labels = new Mat();
        subject.ConvertTo(labels, MatType.CV_32FC1, 1 / 255.0);
        return labels;
    }

    private static Mat Stretch(ReadOnlySpan<float> scores, int height, int width)
    {
        using var plane = new Mat(height, width, MatType.CV_32FC1);
        scores.CopyTo(plane.AsSpan<float>());
        var stretched = new Mat();
        Cv2.Resize(plane, stretched, new Size(Side, Side), interpolation: InterpolationFlags.Linear);
        return stretched;
    }

    private static byte[] BytesOf(Mat picture)
    {
        var bytes = new byte[picture.Total() * picture.ElemSize()];
        Marshal.Copy(picture.Data, bytes, 0, bytes.Length);
        return bytes;
    }
}
