using Google.Protobuf;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>
/// From a checkpoint of PyTorch to the graph that is made of it, for ONNX Runtime. The same checkpoint gives the same
/// bytes. Inputs are bytes, outputs single precision; N, H and W may be of any size where the network takes any:
/// <list type="bullet">
/// <item><see cref="GraphOrigin.Deeplabv3"/>: <c>picture</c> [N, H, W, 3], blue first, to <c>foreground</c> [N, 1, h,
/// w] in 0..1 and <c>logits</c> [N, classes, h, w]; h and w are an eighth of H and W, rounded up.</item>
/// <item><see cref="GraphOrigin.Indexnet"/>: <c>picture</c> likewise and <c>trimap</c> [N, H, W] of 0, 128 and 255, to
/// <c>alpha</c> [N, 1, H, W], raw: it may overshoot 0..1 a little; H and W are multiples of 32.</item>
/// </list>
/// </summary>
internal static class CheckpointGraph
{
    /// <param name="entry">A model whose graph is made here.</param>
    /// <param name="file">The checkpoint.</param>
    /// <param name="graph">File to be written.</param>
    /// <exception cref="ModelRejectedException">It is no checkpoint, or another network's.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static void Write(ModelEntry entry, string file, string graph)
    {
        try
        {
            using var checkpoint = Checkpoint.Open(file);
            using var stream = File.Create(graph);
            Make(entry.Graph, checkpoint).WriteTo(stream);
        }
        catch (CheckpointException e)
        {
            throw new ModelRejectedException($"{Path.GetFileName(file)} cannot become {entry.Name}: {e.Message}", e);
        }
    }

    /// <exception cref="CheckpointException">The tensors are not that network's, or damaged.</exception>
    public static ModelProto Make(GraphOrigin origin, Checkpoint checkpoint) => origin switch
    {
        GraphOrigin.Deeplabv3 => DeepLabV3Graph.Make(checkpoint),
        GraphOrigin.Indexnet => IndexNetGraph.Make(checkpoint),
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };
}
