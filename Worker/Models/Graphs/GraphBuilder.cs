using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// Writes an ONNX graph node by node. Values are known by name: each method gives the name of what it added, to be used
/// as an input of what follows.
/// </summary>
/// <param name="name">Of the graph; shown by viewers and in the runtime's messages.</param>
internal sealed class GraphBuilder(string name)
{
    /// <summary>Nothing newer is needed, and TensorRT and older runtimes read it too.</summary>
    private const long OperatorSet = 17;

    /// <summary>The file format's version that came with that operator set.</summary>
    private const long FormatVersion = 8;

    private readonly GraphProto _graph = new() { Name = name };
    private readonly Dictionary<string, int> _named = new(StringComparer.Ordinal);

    /// <summary>Adds an input of the whole graph.</summary>
    public string Input(string value, ElementType type, params ReadOnlySpan<GraphAxis> shape)
    {
        _graph.Input.Add(Describe(value, type, shape));
        return value;
    }

    /// <summary>Makes a value an output of the whole graph, under another name.</summary>
    public void Output(string value, string name, ElementType type, params ReadOnlySpan<GraphAxis> shape)
    {
        var node = new NodeProto { OpType = "Identity", Name = name };
        node.Input.Add(value);
        node.Output.Add(name);
        _graph.Node.Add(node);
        _graph.Output.Add(Describe(name, type, shape));
    }

    /// <summary>Adds weights, row-major.</summary>
    public string Weights(ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Constant(ElementType.Float, MemoryMarshal.AsBytes(values), shape);

    /// <summary>A single number.</summary>
    public string Scalar(float value) => Weights([value]);

    /// <summary>A list of whole numbers: a shape, axes, beginnings and ends.</summary>
    public string Integers(params ReadOnlySpan<long> values) =>
        Constant(ElementType.Int64, MemoryMarshal.AsBytes(values), [values.Length]);

    /// <summary>Adds a node with one output.</summary>
    /// <param name="operation">Operator of the standard, such as <c>Conv</c>.</param>
    /// <param name="inputs">In the operator's order; an empty name leaves one out.</param>
    /// <param name="attributes">Of the operator, where its defaults will not do.</param>
    public string Add(
        string operation, ReadOnlySpan<string> inputs, params ReadOnlySpan<AttributeProto> attributes) =>
        AddMany(operation, inputs, 1, attributes)[0];

    /// <summary>Adds a node with several outputs.</summary>
    public string[] AddMany(
        string operation, ReadOnlySpan<string> inputs, int outputs, params ReadOnlySpan<AttributeProto> attributes)
    {
        var node = new NodeProto { OpType = operation, Name = Fresh(operation) };
        node.Input.AddRange(inputs);
        node.Output.AddRange(Enumerable.Range(0, outputs).Select(i => Numbered(node.Name, i, outputs)));
        node.Attribute.AddRange(attributes);
        _graph.Node.Add(node);
        return [.. node.Output];
    }

    public ModelProto Build()
    {
        var model = new ModelProto { IrVersion = FormatVersion, ProducerName = "pipeline", Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Version = OperatorSet });
        return model;
    }

    private static ValueInfoProto Describe(string value, ElementType type, ReadOnlySpan<GraphAxis> shape)
    {
        var dimensions = new TensorShapeProto();
        foreach (var axis in shape)
        {
            dimensions.Dim.Add(axis.ToDimension());
        }

        var tensor = new TypeProto.Types.Tensor { ElemType = (int)type, Shape = dimensions };
        return new ValueInfoProto { Name = value, Type = new TypeProto { TensorType = tensor } };
    }

    private static string Numbered(string node, int index, int count) =>
        count == 1 ? node : string.Create(CultureInfo.InvariantCulture, $"{node}.{index}");

    private string Constant(ElementType type, ReadOnlySpan<byte> values, ReadOnlySpan<long> shape)
    {
        var tensor = new TensorProto
        {
            Name = Fresh("const"),
            DataType = (int)type,
            RawData = ByteString.CopyFrom(values),
        };
        tensor.Dims.AddRange(shape);
        _graph.Initializer.Add(tensor);
        return tensor.Name;
    }

    private string Fresh(string kind)
    {
        var number = _named.GetValueOrDefault(kind);
        _named[kind] = number + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{kind}_{number}");
    }
}
