using System.Runtime.InteropServices;
using Google.Protobuf;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// Writes a graph in half precision: weights, convolutions, and what stands between them. In single precision stay
/// the inputs and outputs, everything in front of the first convolution, and what sums up many values or grows beyond
/// what half precision holds (65,504): softmax, exponentials, reciprocals, means.
/// </summary>
internal sealed class HalfGraph
{
    private static readonly HashSet<string> AlwaysHalf =
        new(["Conv", "ConvTranspose", "Gemm", "MatMul"], StringComparer.Ordinal);

    /// <summary>Half where one of their values is.</summary>
    private static readonly HashSet<string> HalfAmongHalves = new(
        [
            "Add", "AveragePool", "BatchNormalization", "Clip", "Concat", "DepthToSpace", "Flatten", "Identity", "LeakyRelu", "MaxPool",
            "Mul", "Pad", "Relu", "Reshape", "Resize", "Sigmoid", "Slice", "Split", "Squeeze", "Sub", "Transpose",
            "Unsqueeze", "Upsample",
        ],
        StringComparer.Ordinal);

    private readonly ModelProto _model;
    private readonly GraphView _view;
    private readonly HashSet<string> _halves = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Value, ElementType Type), string> _converted = [];
    private readonly List<NodeProto> _nodes = [];

    private HalfGraph(ModelProto model) => (_model, _view) = (model, new GraphView(model.Graph));

    /// <param name="model">In single precision, with every value's type; left as it is.</param>
    /// <exception cref="ModelRejectedException">A weight is larger than half precision holds, or a type is
    /// missing.</exception>
    public static ModelProto Make(ModelProto model) => new HalfGraph(model.Clone()).Write();

    private ModelProto Write()
    {
        var graph = _model.Graph;
        foreach (var node in graph.Node)
        {
            Write(node);
        }

        graph.Node.Clear();
        graph.Node.AddRange(_nodes);
        var read = _nodes.SelectMany(node => node.Input).ToHashSet(StringComparer.Ordinal);
        var kept = graph.Initializer.Where(constant => read.Contains(constant.Name) || _view.IsOutput(constant.Name)).ToList();
        graph.Initializer.Clear();
        graph.Initializer.AddRange(kept);
        // Values between are others now.
        graph.ValueInfo.Clear();
        return _model;
    }

    private void Write(NodeProto node)
    {
        var type = IsHalf(node) ? ElementType.Float16 : ElementType.Float;
        for (var i = 0; i < node.Input.Count; i++)
        {
            if (_view.IsFloat(node.Input[i]) && !IsSetting(node, i))
            {
                node.Input[i] = As(type, node.Input[i]);
            }
        }

        _nodes.Add(node);
        if (type == ElementType.Float)
        {
            return;
        }

        for (var o = 0; o < node.Output.Count; o++)
        {
            if (_view.IsFloat(node.Output[o]))
            {
                Became(node, o);
            }
        }
    }

    private bool IsHalf(NodeProto node) =>
        AlwaysHalf.Contains(node.OpType) || (HalfAmongHalves.Contains(node.OpType) && node.Input.Any(_halves.Contains));

    /// <summary>Regions and scales are in single precision whatever is resized.</summary>
    private static bool IsSetting(NodeProto node, int input) => node.OpType is "Resize" or "Upsample" && input > 0;

    /// <summary>What was computed is half; a graph's output goes on under its name in single precision.</summary>
    private void Became(NodeProto node, int output)
    {
        var name = node.Output[output];
        if (_view.IsOutput(name))
        {
            node.Output[output] = $"{name}.half";
            _converted[(name, ElementType.Float16)] = node.Output[output];
            _nodes.Add(Cast(node.Output[output], name, ElementType.Float));
            return;
        }

        _halves.Add(name);
    }

    private string As(ElementType type, string value)
    {
        var isHalf = _halves.Contains(value);
        if (isHalf == (type == ElementType.Float16))
        {
            return value;
        }

        if (!_converted.TryGetValue((value, type), out var converted))
        {
            converted = isHalf ? $"{value}.single" : $"{value}.half";
            _converted.Add((value, type), converted);
            if (_view.Constant(value) is { } constant)
            {
                _model.Graph.Initializer.Add(Halved(constant, converted));
            }
            else
            {
                _nodes.Add(Cast(value, converted, type));
            }
        }

        return converted;
    }

    private static NodeProto Cast(string value, string converted, ElementType type)
    {
        var cast = new NodeProto { OpType = "Cast", Name = $"{converted}.cast" };
        cast.Input.Add(value);
        cast.Output.Add(converted);
        cast.Attribute.Add(NodeAttribute.Int("to", (long)type));
        return cast;
    }

    private static TensorProto Halved(TensorProto constant, string name)
    {
        var halves = Array.ConvertAll(GraphView.Numbers(constant), number => (Half)number);
        if (!Array.TrueForAll(halves, Half.IsFinite))
        {
            throw new ModelRejectedException(
                $"The weights {constant.Name} are larger than half precision holds ({Half.MaxValue}).");
        }

        var halved = new TensorProto
        {
            Name = name,
            DataType = (int)ElementType.Float16,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<Half>(halves)),
        };
        halved.Dims.AddRange(constant.Dims);
        return halved;
    }
}
