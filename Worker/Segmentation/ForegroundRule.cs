using Microsoft.ML.OnnxRuntime;
using OpenCvSharp;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Segmentation;

/// <summary>From what a network answers to the probability of being subject.</summary>
internal static class ForegroundRule
{
    private const int Rank = 4;

    /// <param name="answer">[N, C, h, w], floats.</param>
    /// <param name="output">What it says.</param>
    /// <returns>One map per picture, h × w, <c>CV_32FC1</c>, 0..1; the caller disposes them.</returns>
    /// <exception cref="InvalidOperationException">It has another shape, or holds what is no number.</exception>
    public static IReadOnlyList<Mat> Probabilities(OrtValue answer, SegmenterOutput output)
    {
        var shape = answer.GetTensorTypeAndShape().Shape;
        if (shape.Length != Rank || (output.Background is null && shape[1] != 1))
        {
            throw new InvalidOperationException($"The network answers [{string.Join(", ", shape)}], which is no such map.");
        }

        var (classes, height, width) = ((int)shape[1], (int)shape[2], (int)shape[3]);
        var count = classes * height * width;
        var maps = new List<Mat>();
        for (var i = 0; i < shape[0]; i++)
        {
            var map = new Mat(height, width, MatType.CV_32FC1);
            maps.Add(map);
            Read(answer.GetTensorDataAsSpan<float>().Slice(i * count, count), classes, output, map.AsSpan<float>());
        }

        return maps;
    }

    private static void Read(ReadOnlySpan<float> values, int classes, SegmenterOutput output, Span<float> map)
    {
        switch (output.Kind)
        {
            case OutputKind.Probability:
                values.CopyTo(map);
                break;
            case OutputKind.Sigmoid:
                Logistic(values, map);
                break;
            default:
                NotBackground(values, classes, output, map);
                break;
        }

        foreach (ref var p in map)
        {
            p = float.IsNaN(p)
                ? throw new InvalidOperationException("The network answers what is no number.")
                : Math.Clamp(p, 0, 1);
        }
    }

    private static void Logistic(ReadOnlySpan<float> logOdds, Span<float> map)
    {
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = 1 / (1 + MathF.Exp(-logOdds[i]));
        }
    }

    /// <summary>1 less what the background's classes have.</summary>
    private static void NotBackground(ReadOnlySpan<float> values, int classes, SegmenterOutput output, Span<float> map)
    {
        Span<float> pixel = stackalloc float[classes];
        for (var i = 0; i < map.Length; i++)
        {
            for (var c = 0; c < classes; c++)
            {
                pixel[c] = values[(c * map.Length) + i];
            }

            if (output.Kind == OutputKind.Logits)
            {
                Softmax(pixel);
            }

            map[i] = 1;
            foreach (var background in output.Background!)
            {
                map[i] -= pixel[background];
            }
        }
    }

    private static void Softmax(Span<float> values)
    {
        var most = values[0];
        foreach (var value in values)
        {
            most = Math.Max(most, value);
        }

        var sum = 0f;
        foreach (ref var value in values)
        {
            value = MathF.Exp(value - most);
            sum += value;
        }

        foreach (ref var value in values)
        {
            value /= sum;
        }
    }
}
