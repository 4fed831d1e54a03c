using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Segmentation;

namespace Pipeline.Worker.Models.Precision;

/// <summary>What a network said of one photo.</summary>
/// <param name="Values">Probability of being subject, or alpha, of each pixel of the answer, 0..1.</param>
/// <param name="Decisions">What each pixel is held for: a class, or 1 where the value is above one half.</param>
internal sealed record NetworkAnswer(float[] Values, int[] Decisions)
{
    private static readonly SegmenterOutput OneMap = new() { Kind = OutputKind.Probability };

    /// <summary>Outputs to ask for.</summary>
    /// <param name="entry">The network.</param>
    /// <param name="first">Name of the first output of a graph that others published.</param>
    public static string[] Outputs(ModelEntry entry, string first) => entry switch
    {
        { Kind: ModelKind.Matter } => [GraphNames.Alpha],
        { IsMade: true } => [GraphNames.Foreground, GraphNames.Logits],
        _ => [first],
    };

    /// <param name="entry">The network.</param>
    /// <param name="outputs">In the order of <see cref="Outputs"/>.</param>
    /// <exception cref="InvalidOperationException">The network answers what its entry does not say.</exception>
    public static NetworkAnswer Read(ModelEntry entry, IReadOnlyList<OrtValue> outputs)
    {
        if (entry.Kind == ModelKind.Matter)
        {
            return OfOneMap(Array.ConvertAll(outputs[0].GetTensorDataAsSpan<float>().ToArray(), v => Math.Clamp(v, 0, 1)));
        }

        using var map = ForegroundRule.Probability(
            outputs[0].GetTensorDataAsSpan<float>(),
            outputs[0].GetTensorTypeAndShape().Shape,
            entry.IsMade ? OneMap : entry.Output!);
        var values = map.AsSpan<float>().ToArray();
        return outputs[^1].GetTensorTypeAndShape().Shape[1] > 1
            ? new NetworkAnswer(values, Classes(outputs[^1].GetTensorDataAsSpan<float>(), values.Length))
            : OfOneMap(values);
    }

    private static NetworkAnswer OfOneMap(float[] values) =>
        new(values, Array.ConvertAll(values, value => value > 0.5f ? 1 : 0));

    /// <summary>The class of the greatest score, the first of equals.</summary>
    private static int[] Classes(ReadOnlySpan<float> scores, int pixels)
    {
        var classes = new int[pixels];
        for (var at = pixels; at < scores.Length; at++)
        {
            var pixel = at % pixels;
            if (scores[at] > scores[(classes[pixel] * pixels) + pixel])
            {
                classes[pixel] = at / pixels;
            }
        }

        return classes;
    }
}
