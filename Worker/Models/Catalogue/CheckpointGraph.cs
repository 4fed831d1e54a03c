using Google.Protobuf;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Catalogue;

/// <summary>From a checkpoint's file to the file of the graph that is made of it.</summary>
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

    private static ModelProto Make(GraphOrigin origin, Checkpoint checkpoint) => origin switch
    {
        GraphOrigin.Deeplabv3 => DeepLabV3Graph.Make(checkpoint),
        GraphOrigin.Indexnet => IndexNetGraph.Make(checkpoint),
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };
}
