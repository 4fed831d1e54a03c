using System.Runtime.InteropServices;
using Google.Protobuf;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Models.Precision;

/// <summary>
/// Writes a graph in 8 bits in the form that runtimes fuse: each value that the plan names is quantised and converted
/// back at once, and so are weights; a runtime that knows 8-bit operators joins what stands between two such pairs.
/// </summary>
internal sealed class EightBitGraph
{
    /// <summary>Since this operator set the standard has a scale for each channel; before, the runtime's own
    /// operators do.</summary>
    private const long ScalesByChannel = 13;

    private const string Runtime = "com.microsoft";

    private readonly ModelProto _model;
    private readonly GraphView _view;
    private readonly EightBitPlan _plan;
    private readonly IReadOnlyDictionary<string, ActivationRange> _ranges;
    private readonly List<NodeProto> _nodes = [];
    private readonly string _domain;

    private EightBitGraph(
        ModelProto model, EightBitPlan plan, IReadOnlyDictionary<string, ActivationRange> ranges)
    {
        (_model, _plan, _ranges, _view) = (model, plan, ranges, new GraphView(model.Graph));
        var standard = model.OpsetImport.Single(set => set.Domain is "" or "ai.onnx").Version;
        _domain = standard >= ScalesByChannel ? "" : Runtime;
        if (model.OpsetImport.All(set => set.Domain != _domain && !(_domain == "" && set.Domain == "ai.onnx")))
        {
            model.OpsetImport.Add(new OperatorSetIdProto { Domain = _domain, Version = 1 });
        }
    }

    /// <param name="model">In single precision; left as it is.</param>
    /// <param name="plan">Of this graph.</param>
    /// <param name="ranges">Of all that the plan wants measured.</param>
    public static ModelProto Make(
        ModelProto model, EightBitPlan plan, IReadOnlyDictionary<string, ActivationRange> ranges) =>
        new EightBitGraph(model.Clone(), plan, ranges).Write();

    private ModelProto Write()
    {
        var graph = _model.Graph;
        foreach (var input in graph.Input)
        {
            ConvertThereAndBack(input.Name);
        }

        foreach (var node in graph.Node)
        {
            Write(node);
        }

        graph.Node.Clear();
        graph.Node.AddRange(_nodes);
        RemoveUnread(graph);
        // Values between are others now.
        graph.ValueInfo.Clear();
        return _model;
    }

    private void Write(NodeProto node)
    {
        if (node.OpType == "Conv" && _plan.IsInEightBits(node))
        {
            WriteWeights(node);
        }

        for (var i = 0; i < node.Input.Count; i++)
        {
            if (_plan.TryRange(node.Input[i], out _))
            {
                node.Input[i] = Back(node.Input[i]);
            }
        }

        _nodes.Add(node);
        foreach (var output in node.Output)
        {
            ConvertThereAndBack(output);
        }
    }

    private void WriteWeights(NodeProto node)
    {
        _plan.TryRange(node.Input[0], out var measured);
        var kernel = _view.Constant(node.Input[1])!;
        var bias = node.Input.Count > 2 && node.Input[2].Length > 0 ? _view.Constant(node.Input[2]) : null;
        var weights = new EightBitWeights(
            GraphView.Numbers(kernel),
            bias is null ? null : GraphView.Numbers(bias),
            (int)kernel.Dims[0],
            _ranges[measured].Scale);
        var name = node.Output[0];
        node.Input[1] = ConvertBack(
            Constant($"{name}.kernel", ElementType.Int8, weights.Kernel, [.. kernel.Dims]),
            Constant($"{name}.kernel.scale", ElementType.Float, weights.KernelScales, kernel.Dims[0]),
            Constant($"{name}.kernel.zero", ElementType.Int8, new sbyte[kernel.Dims[0]], kernel.Dims[0]));
        if (weights.Added is { } added)
        {
            node.Input[2] = ConvertBack(
                Constant($"{name}.bias", ElementType.Int32, added, added.Length),
                Constant($"{name}.bias.scale", ElementType.Float, weights.AddedScales, added.Length),
                Constant($"{name}.bias.zero", ElementType.Int32, new int[added.Length], added.Length));
        }
    }

    private void ConvertThereAndBack(string value)
    {
        if (!_plan.TryRange(value, out var measured))
        {
            return;
        }

        var range = _ranges[measured];
        var scale = Constant<float>($"{value}.scale", ElementType.Float, [range.Scale]);
        var zero = Constant<byte>($"{value}.zero", ElementType.Uint8, [range.ZeroPoint]);
        Add("QuantizeLinear", [value, scale, zero], $"{value}.bytes");
        Add("DequantizeLinear", [$"{value}.bytes", scale, zero], Back(value));
    }

    private string ConvertBack(string bytes, string scales, string zeros)
    {
        Add("DequantizeLinear", [bytes, scales, zeros], Back(bytes), NodeAttribute.Int("axis", 0));
        return Back(bytes);
    }

    private static string Back(string value) => $"{value}.back";

    private void Add(string operation, string[] inputs, string output, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = operation, Name = output, Domain = _domain };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        _nodes.Add(node);
    }

    private string Constant<T>(string name, ElementType type, ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        var constant = new TensorProto
        {
            Name = name,
            DataType = (int)type,
            RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)),
        };
        constant.Dims.AddRange(shape);
        _model.Graph.Initializer.Add(constant);
        return name;
    }

    private static void RemoveUnread(GraphProto graph)
    {
        var read = graph.Node.SelectMany(node => node.Input)
            .Concat(graph.Output.Select(output => output.Name))
            .ToHashSet(StringComparer.Ordinal);
        var kept = graph.Initializer.Where(constant => read.Contains(constant.Name)).ToList();
        graph.Initializer.Clear();
        graph.Initializer.AddRange(kept);
    }
}
