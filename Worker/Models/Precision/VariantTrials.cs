using System.Runtime.InteropServices;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Precision;

/// <summary>Makes graphs of a network in other precisions and compares each with the one they are made of.</summary>
/// <param name="entry">The network.</param>
/// <param name="single">Its graph, as <see cref="PlainGraph"/> reads it; left as it is.</param>
/// <param name="sessions">What runs them.</param>
/// <param name="time">Tells how long.</param>
internal sealed class VariantTrials(ModelEntry entry, ModelProto single, SessionFactory sessions, TimeProvider time)
{
    /// <summary>One after the other: the first is compared before the second is made.</summary>
    /// <exception cref="ModelRejectedException">The graph cannot be in this precision.</exception>
    public IEnumerable<VariantCandidate> Of(
        GraphPrecision precision, SamplePhotos samples, CancellationToken cancellation)
    {
        if (precision == GraphPrecision.Float16)
        {
            yield return Compare(HalfGraph.Make(single), null, samples, cancellation);
            yield break;
        }

        var plan = new EightBitPlan(new GraphView(single.Graph));
        using var calibrator = new ActivationCalibrator(single, plan.Measured, sessions);
        foreach (var sample in samples.Calibration)
        {
            calibrator.Observe(sample, cancellation);
        }

        foreach (var rule in Enum.GetValues<RangeRule>())
        {
            var graph = EightBitGraph.Make(single, plan, calibrator.Ranges(rule));
            yield return Compare(graph, rule, samples, cancellation);
        }
    }

    private VariantCandidate Compare(
        ModelProto graph, RangeRule? rule, SamplePhotos samples, CancellationToken cancellation)
    {
        using var before = new NetworkTrial(entry, single, sessions, time);
        using var after = new NetworkTrial(entry, graph, sessions, time);
        var difference = new AnswerDifference();
        foreach (var sample in samples.Comparison)
        {
            cancellation.ThrowIfCancellationRequested();
            difference.Add(before.Run(sample), after.Run(sample));
        }

        var trial = new VariantTrial
        {
            Photos = samples.Comparison.Count,
            Agreement = difference.Agreement,
            MeanDifference = difference.Mean,
            MaxDifference = difference.Max,
            Milliseconds = after.MedianMilliseconds,
            Float32Milliseconds = before.MedianMilliseconds,
            Machine = $"{sessions.Provider} {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores"
                .ToLowerInvariant(),
        };
        return new VariantCandidate(graph, rule, trial);
    }
}
