using System.Runtime.InteropServices;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Models.Precision;

/// <summary>A graph that was read, looked up by its values.</summary>
internal sealed class GraphView
{
    private readonly Dictionary<string, TensorProto> _constants;
    private readonly Dictionary<string, ElementType> _types;
    private readonly HashSet<string> _outputs;
    private readonly ILookup<string, NodeProto> _readers;

    public GraphView(GraphProto graph)
    {
        Nodes = graph.Node;
        _constants = graph.Initializer.ToDictionary(constant => constant.Name, StringComparer.Ordinal);
        _outputs = graph.Output.Select(output => output.Name).ToHashSet(StringComparer.Ordinal);
        _readers = graph.Node
            .SelectMany(node => node.Input.Select(input => (input, node)))
            .ToLookup(pair => pair.input, pair => pair.node, StringComparer.Ordinal);
        _types = graph.ValueInfo.Concat(graph.Input).Concat(graph.Output)
            .Where(value => value.Type?.TensorType is not null)
            .DistinctBy(value => value.Name)
            .ToDictionary(value => value.Name, value => (ElementType)value.Type.TensorType.ElemType, StringComparer.Ordinal);
    }

    /// <summary>Each behind those whose values it reads.</summary>
    public IReadOnlyList<NodeProto> Nodes { get; }

    /// <summary>Null for what is computed.</summary>
    public TensorProto? Constant(string value) => _constants.GetValueOrDefault(value);

    public bool IsOutput(string value) => _outputs.Contains(value);

    public IEnumerable<NodeProto> Readers(string value) => _readers[value];

    /// <summary>Whether it is of single precision; a value that was left out is not.</summary>
    /// <exception cref="ModelRejectedException">The graph does not say.</exception>
    public bool IsFloat(string value)
    {
        if (value.Length == 0)
        {
            return false;
        }

        if (Constant(value) is { } constant)
        {
            return (ElementType)constant.DataType == ElementType.Float;
        }

        return _types.TryGetValue(value, out var type)
            ? type == ElementType.Float
            : throw new ModelRejectedException($"The graph does not say what the value {value} is made of.");
    }

    /// <summary>A constant's numbers, which the format keeps in one of two places.</summary>
    public static float[] Numbers(TensorProto constant) => constant.RawData.IsEmpty
        ? [.. constant.FloatData]
        : MemoryMarshal.Cast<byte, float>(constant.RawData.Span).ToArray();
}
