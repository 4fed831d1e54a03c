using OpenCvSharp;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Segmentation;

/// <summary>From what a network answers to the probability of being subject.</summary>
internal static class ForegroundRule
{
    private const int Rank = 4;

    /// <summary>Subject from here on.</summary>
    private const float Even = 0.5f;

    /// <param name="answer">Of what the network answered.</param>
    /// <param name="shape">[1, C, h, w].</param>
    /// <param name="output">What it says.</param>
    /// <returns>h × w, <c>CV_32FC1</c>, 0..1; the caller disposes it.</returns>
    /// <exception cref="InvalidOperationException">It has another shape, or holds other than its entry
    /// says.</exception>
    public static Mat Probability(ReadOnlySpan<float> answer, long[] shape, SegmenterOutput output)
    {
        if (shape.Length != Rank || shape[0] != 1 || (output.Background is null && shape[1] != 1))
        {
            throw new InvalidOperationException(
                $"The network answers [{string.Join(", ", shape)}], which is no such map.");
        }

        var map = new Mat((int)shape[2], (int)shape[3], MatType.CV_32FC1);
        try
        {
            Read(answer, (int)shape[1], output, map.AsSpan<float>());
            return map;
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    private static void Read(ReadOnlySpan<float> values, int classes, SegmenterOutput output, Span<float> map)
    {
        switch (output.Kind)
        {
            case OutputKind.Probability:
                RequireProbabilities(values);
                values.CopyTo(map);
                break;
            case OutputKind.Sigmoid:
                FromLogOdds(values, map);
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

        if (output.Spread == OutputSpread.MinMax)
        {
            SpreadOut(map);
        }
    }

    /// <summary>See <see cref="OutputSpread.MinMax"/>.</summary>
    private static void SpreadOut(Span<float> map)
    {
        var (low, high) = (1f, 0f);
        foreach (var p in map)
        {
            (low, high) = (Math.Min(low, p), Math.Max(high, p));
        }

        if (low >= Even || high < Even)
        {
            return;
        }

        foreach (ref var p in map)
        {
            p = (p - low) / (high - low);
        }
    }

    /// <summary>Room for rounding; beyond, the graph answers something else than its entry says.</summary>
    private static void RequireProbabilities(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (value is < -0.01f or > 1.01f)
            {
                throw new InvalidOperationException("The network answers what is no probability.");
            }
        }
    }

    private static void FromLogOdds(ReadOnlySpan<float> logOdds, Span<float> map)
    {
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = Logistic.Of(logOdds[i]);
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
