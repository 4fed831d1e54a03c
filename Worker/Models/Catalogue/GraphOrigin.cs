namespace Pipeline.Worker.Models.Catalogue;

/// <summary>How a model's ONNX graph comes about.</summary>
internal enum GraphOrigin
{
    /// <summary>The source is the graph.</summary>
    Published,

    /// <summary>
    /// The source is a PyTorch checkpoint; the graph is written here for serving, with normalisation and channel order
    /// inside.
    /// </summary>
    Made,
}
