using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using OpenCvSharp;
using Pipeline.Worker.Inference;

namespace Pipeline.Worker.Matting;

/// <summary>The inputs and the output of every matting graph made here.</summary>
internal static class MattingNetwork
{
    private const string Trimap = "trimap";
    private const string Alpha = "alpha";

    /// <param name="model">The network.</param>
    /// <param name="picture">
    /// H × W, continuous, sides multiples of 32: <c>CV_8UC3</c>, or <c>CV_32FC3</c> in 0..255 if the network takes
    /// floats.
    /// </param>
    /// <param name="trimap">H × W, continuous, <c>CV_8UC1</c>: 0, 128, 255.</param>
    /// <param name="cancellation">While waiting for the turn.</param>
    /// <returns>H × W, <c>CV_32FC1</c>, raw; the caller disposes it.</returns>
    public static Mat Run(OnnxModel model, Mat picture, Mat trimap, CancellationToken cancellation)
    {
        var (height, width) = (picture.Rows, picture.Cols);
        using var pictureValue = ValueOf(picture, [1, height, width, 3]);
        using var trimapValue = ValueOf(trimap, [1, height, width]);
        var inputs = new Dictionary<string, OrtValue>
        {
            [FloatPicture.Picture] = pictureValue,
            [Trimap] = trimapValue,
        };
        return model.Run(inputs, Alpha, answer => Read(answer, height, width), cancellation);
    }

    private static Mat Read(OrtValue answer, int height, int width)
    {
        var alpha = new Mat(height, width, MatType.CV_32FC1);
        answer.GetTensorDataAsSpan<float>().CopyTo(alpha.AsSpan<float>());
        if (Cv2.CheckRange(alpha))
        {
            return alpha;
        }

        alpha.Dispose();
        throw new InvalidOperationException("The network answers what is no number.");
    }

    /// <summary>Looks at the plane's memory, which must outlive it.</summary>
    private static OrtValue ValueOf(Mat plane, long[] shape) => OrtValue.CreateTensorValueWithData(
        OrtMemoryInfo.DefaultInstance,
        plane.Depth() == MatType.CV_8U ? TensorElementType.UInt8 : TensorElementType.Float,
        shape,
        plane.Data,
        plane.Total() * plane.ElemSize());
}
