using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// Makes a file for ONNX Runtime from a checkpoint of PyTorch. The same checkpoint gives the same bytes. Inputs are
/// bytes, outputs single precision; N, H and W may be of any size where the network takes any:
/// <list type="bullet">
/// <item><see cref="NetworkKind.DeepLabV3"/>: <c>picture</c> [N, H, W, 3], blue first, to <c>foreground</c> [N, 1, h,
/// w] in 0..1 and <c>logits</c> [N, classes, h, w]; h and w are an eighth of H and W, rounded up.</item>
/// <item><see cref="NetworkKind.IndexNet"/>: <c>picture</c> likewise and <c>trimap</c> [N, H, W] of 0, 128 and 255, to
/// <c>alpha</c> [N, 1, H, W], raw: it may overshoot 0..1 a little; H and W are multiples of 32.</item>
/// </list>
/// </summary>
internal static class GraphMaker
{
    /// <summary>Writes the graph to a new file, and loads it once to see that the runtime takes it.</summary>
    /// <exception cref="CheckpointException">The tensors are not that network's, or damaged. There is no file
    /// then.</exception>
    /// <exception cref="IOException">The file is there already, or can't be written.</exception>
    public static void Write(NetworkKind kind, Checkpoint checkpoint, string path)
    {
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            DeleteUnless(path, () => Make(kind, checkpoint).WriteTo(file));
        }

        DeleteUnless(path, () => RequireLoadable(path));
    }

    /// <exception cref="CheckpointException">The tensors are not that network's, or damaged.</exception>
    public static ModelProto Make(NetworkKind kind, Checkpoint checkpoint) => kind switch
    {
        NetworkKind.DeepLabV3 => DeepLabV3Graph.Make(checkpoint),
        NetworkKind.IndexNet => IndexNetGraph.Make(checkpoint),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>A file that is not whole must not be taken for a graph.</summary>
    private static void DeleteUnless(string path, Action succeeds)
    {
        try
        {
            succeeds();
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static void RequireLoadable(string path)
    {
        // To look at it: nothing is rearranged for speed, which would take the weights' memory again.
        using var options = new SessionOptions
        {
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.disable_prepacking", "1");
        try
        {
            using var session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new CheckpointException($"ONNX Runtime doesn't take the graph: {exception.Message}");
        }
    }
}
