using System.Collections.Concurrent;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using OpenCvSharp;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Graphs;

namespace Pipeline.Worker.Matting;

/// <summary>The inputs and the output of every matting graph made here.</summary>
internal static class MattingNetwork
{
    /// <param name="model">The network.</param>
    /// <param name="picture">
    /// H × W, continuous, sides multiples of 32: <c>CV_8UC3</c>, or <c>CV_32FC3</c> in 0..255 if the network takes
    /// floats.
    /// </param>
    /// <param name="trimap">H × W, continuous, <c>CV_8UC1</c>: 0, 128, 255.</param>
    /// <param name="cancellation">While waiting for the turn.</param>
    /// <returns>H × W, <c>CV_32FC1</c>, raw; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">The network answers what is no number.</exception>
    /// <inheritdoc cref="OnnxModel.Run" path="/exception"/>
    public static Mat Run(OnnxModel model, Mat picture, Mat trimap, CancellationToken cancellation) =>
        RunAll(model, [(picture, trimap)], cancellation)[0];

    /// <summary>
    /// Several at once, as tiles are: the network joins those of one size to as large runs as its device takes.
    /// </summary>
    /// <returns>In the order of the parts; the caller disposes each.</returns>
    /// <inheritdoc cref="Run"/>
    public static IReadOnlyList<Mat> RunAll(
        OnnxModel model, IReadOnlyList<(Mat Picture, Mat Trimap)> parts, CancellationToken cancellation)
    {
        var values = new List<OrtValue>();
        var answers = new ConcurrentBag<Mat>();
        try
        {
            var inputs = parts.Select(part => InputsOf(part.Picture, part.Trimap, values)).ToList();
            var alphas = model.RunAll(inputs, GraphNames.Alpha, (alpha, shape) => Read(alpha, shape, answers), cancellation);
            return alphas.All(alpha => Cv2.CheckRange(alpha))
                ? alphas
                : throw new InvalidOperationException("The network answers what is no number.");
        }
        catch
        {
            answers.ToList().ForEach(alpha => alpha.Dispose());
            throw;
        }
        finally
        {
            values.ForEach(value => value.Dispose());
        }
    }

    private static Dictionary<string, OrtValue> InputsOf(Mat picture, Mat trimap, List<OrtValue> values)
    {
        var pictureValue = ValueOf(picture, [1, picture.Rows, picture.Cols, 3]);
        values.Add(pictureValue);
        var trimapValue = ValueOf(trimap, [1, picture.Rows, picture.Cols]);
        values.Add(trimapValue);
        return new() { [GraphNames.Picture] = pictureValue, [GraphNames.Trimap] = trimapValue };
    }

    private static Mat Read(ReadOnlySpan<float> values, long[] shape, ConcurrentBag<Mat> answers)
    {
        var alpha = new Mat((int)shape[2], (int)shape[3], MatType.CV_32FC1);
        answers.Add(alpha);
        values.CopyTo(alpha.AsSpan<float>());
        return alpha;
    }

    /// <summary>Looks at the plane's memory, which must outlive it.</summary>
    private static OrtValue ValueOf(Mat plane, long[] shape) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance,
        plane.Depth() == MatType.CV_8U ? TensorElementType.UInt8 : TensorElementType.Float,
        shape,
        plane.Data,
        plane.Total() * plane.ElemSize());
}
