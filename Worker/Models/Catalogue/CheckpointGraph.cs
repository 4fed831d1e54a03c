using Google.Protobuf;
using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;

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
            GraphMaker.Make(KindOf(entry.Graph), checkpoint).WriteTo(stream);
        }
        catch (CheckpointException e)
        {
            throw new ModelRejectedException($"{Path.GetFileName(file)} cannot become {entry.Name}: {e.Message}", e);
        }
    }

    private static NetworkKind KindOf(GraphOrigin origin) => origin switch
    {
        GraphOrigin.Deeplabv3 => NetworkKind.DeepLabV3,
        GraphOrigin.Indexnet => NetworkKind.IndexNet,
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };
}
