namespace Pipeline.Worker.Models.Graphs;

/// <summary>Networks whose graph is made here from a checkpoint.</summary>
internal enum NetworkKind
{
    /// <summary>A segmenter: <see cref="DeepLabV3Graph"/>.</summary>
    DeepLabV3,

    /// <summary>A matter: <see cref="IndexNetGraph"/>.</summary>
    IndexNet,
}
