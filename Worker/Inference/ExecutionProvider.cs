namespace Pipeline.Worker.Inference;

/// <summary>What runs the networks.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor.</summary>
    Cpu,

    /// <summary>An NVIDIA GPU.</summary>
    Cuda,

    /// <summary>An NVIDIA GPU through TensorRT, which builds an engine for each shape when it first sees it.</summary>
    TensorRt,

    /// <summary>CUDA where it works, else the processor; which one is logged.</summary>
    Auto,
}
