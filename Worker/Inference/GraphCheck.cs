using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;

namespace Pipeline.Worker.Inference;

/// <summary>Looks whether a graph takes and gives what its entry says, before anything is made of it.</summary>
internal static class GraphCheck
{
    private const int Rank = 4;

    /// <exception cref="ModelRejectedException">It does not, or is no graph at all; the message says why.</exception>
    public static void Require(ModelEntry entry, string graph)
    {
        using var options = OptionsToLook(GraphOptimizationLevel.ORT_DISABLE_ALL);
        try
        {
            using var session = new InferenceSession(graph, options);
            Require(entry, session);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelRejectedException($"This is no ONNX graph that can be run: {e.Message}", e);
        }
    }

    /// <summary>
    /// For a session that only looks at a graph: nothing is rearranged for speed, which would take the weights' memory
    /// again. The caller disposes them.
    /// </summary>
    public static SessionOptions OptionsToLook(GraphOptimizationLevel level)
    {
        var options = new SessionOptions
        {
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            GraphOptimizationLevel = level,
        };
        options.AddSessionConfigEntry("session.disable_prepacking", "1");
        return options;
    }

    private static void Require(ModelEntry entry, InferenceSession session)
    {
        if (entry.Kind == ModelKind.Matter)
        {
            RequireInput(session, GraphNames.Picture, TensorElementType.UInt8);
            RequireInput(session, GraphNames.Trimap, TensorElementType.UInt8);
            RequireOutput(session, GraphNames.Alpha);
        }
        else if (entry.IsMade)
        {
            RequireInput(session, GraphNames.Picture, TensorElementType.UInt8);
            RequireOutput(session, GraphNames.Foreground);
            RequireOutput(session, GraphNames.Logits);
        }
        else
        {
            RequirePlanes(session, entry.Input!.Side);
        }
    }

    private static void RequireInput(InferenceSession session, string name, TensorElementType type) => Require(
        session.InputMetadata.TryGetValue(name, out var input) && input.ElementDataType == type,
        $"an input {name} of {type}");

    private static void RequireOutput(InferenceSession session, string name) => Require(
        session.OutputMetadata.TryGetValue(name, out var output) && output.ElementDataType == TensorElementType.Float,
        $"an output {name} of floats");

    /// <summary>One input, N × 3 × H × W, of the side that the entry says or of any.</summary>
    private static void RequirePlanes(InferenceSession session, int side)
    {
        var input = session.InputMetadata.Count == 1 ? session.InputMetadata.Values.Single() : null;
        Require(
            input is { ElementDataType: TensorElementType.Float, Dimensions.Length: Rank }
                && input.Dimensions[1] is 3 or -1
                && input.Dimensions[2..].All(size => size == side || size < 0),
            $"one input of floats, 3 × {side} × {side}");
        RequireOutput(session, session.OutputNames[0]);
    }

    private static void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw new ModelRejectedException($"The graph has not {what}.");
        }
    }
}
