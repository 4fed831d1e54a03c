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
        var before = Run(single, samples, cancellation);
        if (precision == GraphPrecision.Float16)
        {
            yield return Compare(HalfGraph.Make(single), null, before, samples, cancellation);
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
            yield return Compare(graph, rule, before, samples, cancellation);
        }
    }

    private (IReadOnlyList<NetworkAnswer> Answers, double Milliseconds) Run(
        ModelProto graph, SamplePhotos samples, CancellationToken cancellation)
    {
        using var trial = new NetworkTrial(entry, graph, sessions, time);
        var answers = new List<NetworkAnswer>();
        foreach (var sample in samples.Comparison)
        {
            cancellation.ThrowIfCancellationRequested();
            answers.Add(trial.Run(sample));
        }

        return (answers, trial.MedianMilliseconds);
    }

    private VariantCandidate Compare(
        ModelProto graph,
        RangeRule? rule,
        (IReadOnlyList<NetworkAnswer> Answers, double Milliseconds) before,
        SamplePhotos samples,
        CancellationToken cancellation)
    {
        var after = Run(graph, samples, cancellation);
        var difference = new AnswerDifference();
        foreach (var (one, other) in before.Answers.Zip(after.Answers))
        {
            difference.Add(one, other);
        }

        var trial = new VariantTrial
        {
            Photos = samples.Comparison.Count,
            Agreement = difference.Agreement,
            MeanDifference = difference.Mean,
            MaxDifference = difference.Max,
            Milliseconds = after.Milliseconds,
            Float32Milliseconds = before.Milliseconds,
            Machine = $"{sessions.Provider} {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} cores"
                .ToLowerInvariant(),
        };
        return new VariantCandidate(graph, rule, trial);
    }
}
