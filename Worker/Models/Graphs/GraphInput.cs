namespace Pipeline.Worker.Models.Graphs;

/// <summary>What a network's graph takes in.</summary>
internal enum GraphInput
{
    /// <summary>
    /// Bytes as they are decoded, [N, H, W, 3], blue first: everything that the network wants done is in the graph.
    /// </summary>
    Picture,

    /// <summary>
    /// The network's own input, normalised already, as <c>x</c>, [N, C, H, W]; the raw output out. To compare with.
    /// </summary>
    Tensor,
}
