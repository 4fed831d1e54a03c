using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>One dimension of an input or output: a size, or a name where any size goes.</summary>
internal readonly record struct GraphAxis(string? Name, long Size)
{
    public static implicit operator GraphAxis(string name) => new(name, 0);

    public static implicit operator GraphAxis(int size) => new(null, size);

    public TensorShapeProto.Types.Dimension ToDimension() =>
        Name is null ? new() { DimValue = Size } : new() { DimParam = Name };
}
