namespace Pipeline.Worker.Models.Catalogue;

/// <summary>
/// How a model's ONNX graph comes about. Those made here of a PyTorch checkpoint are written for serving, with
/// normalisation and channel order inside.
/// </summary>
internal enum GraphOrigin
{
    /// <summary>The source is the graph.</summary>
    Published,

    /// <summary>Made here of torchvision's checkpoint; see <see cref="Graphs.DeepLabV3Graph"/>.</summary>
    Deeplabv3,

    /// <summary>Made here of the authors' checkpoint; see <see cref="Graphs.IndexNetGraph"/>.</summary>
    Indexnet,
}
