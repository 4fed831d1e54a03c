using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Measure.Networks;

/// <summary>
/// IndexNet operator by operator, as an export of the authors' code has it: to say what the restructured graph saves.
/// Takes and gives the network's own numbers.
/// </summary>
internal sealed class PlainIndexNetGraph
{
    private const int Branches = IndexNetLayers.Branches;

    private readonly LayerWriter _layers = new(new GraphBuilder("indexnet-plain"));
    private readonly IndexNetLayers _parts;

    private PlainIndexNetGraph(Checkpoint checkpoint) =>
        _parts = new IndexNetLayers(new NetworkTensors(checkpoint), _layers);

    public static ModelProto Make(Checkpoint checkpoint) => new PlainIndexNetGraph(checkpoint).Write();

    private ModelProto Write()
    {
        var input = new Feature(_layers.Graph.Input("x", ElementType.Float, "N", 4, "H", "W"), 4);
        var (kept0, pool0, index0) = Pool(_parts.Cut(input, _parts.First(), new() { Around = 1 }), "index0");
        var kept1 = _parts.Layer(pool0, 1, 1);
        var (kept2, pool2, index2) = Pool(_parts.Layer(kept1, 2, 2), "index2");
        var (kept3, pool3, index3) = Pool(_parts.Layer(pool2, 3, 3), "index3");
        var (kept4, pool4, index4) = Pool(_parts.Layer(pool3, 4, 4), "index4");
        var kept5 = _parts.Layer(pool4, 5, 3);
        var (kept6, pool6, index6) = Pool(_parts.Layer(kept5, 6, 3), "index6");
        var x = _parts.Pyramid(_parts.Layer(pool6, 7, 1));
        x = _parts.Decode(Up(x, index6), kept6, 6);
        x = _parts.Decode(x, kept5, 5);
        x = _parts.Decode(Up(x, index4), kept4, 4);
        x = _parts.Decode(Up(x, index3), kept3, 3);
        x = _parts.Decode(Up(x, index2), kept2, 2);
        x = _parts.Decode(x, kept1, 1);
        x = _parts.Decode(Up(x, index0), kept0, 0);
        x = _parts.Cut(x, _parts.PredictionWeights(), new() { Around = 2 });
        x = _layers.Convolve(x, _parts.LastWeights(), new() { Around = 2 });
        _layers.Graph.Output(x.Name, "alpha", ElementType.Float, "N", 1, "H", "W");
        return _layers.Graph.Build();
    }

    private (Feature Kept, Feature Pooled, Feature Decoding) Pool(Feature x, string block)
    {
        var graph = _layers.Graph;
        var branches = Enumerable.Range(1, Branches).Select(branch => Branch(x, block, branch)).ToArray();
        var stack = graph.Add("Concat", branches, NodeAttribute.Int("axis", 2));
        var decoding = graph.Add("Sigmoid", [stack]);
        var encoding = graph.Add("Softmax", [decoding], NodeAttribute.Int("axis", 2));
        var kept = _layers.Multiply(x, new Feature(Spread(encoding, x.Channels), x.Channels));
        return (kept, _layers.SumSquares(kept), new Feature(Spread(decoding, x.Channels), x.Channels));
    }

    /// <summary>[N, C, 1, h, w].</summary>
    private string Branch(Feature x, string block, int branch)
    {
        var inner = _parts.Cut(x, _parts.BranchFirst(block, branch), new() { Stride = 2, Around = 1 });
        var outer = _layers.Convolve(inner, _parts.BranchSecond(block, branch));
        return _layers.Graph.Add("Unsqueeze", [outer.Name, _layers.Graph.Integers(2)]);
    }

    private string Spread(string stack, int channels)
    {
        var graph = _layers.Graph;
        var size = graph.Add(
            "Slice", [graph.Add("Shape", [stack]), graph.Integers(3), graph.Integers(5), graph.Integers(0)]);
        var shape = graph.Add("Concat", [graph.Integers(0, Branches * channels), size], NodeAttribute.Int("axis", 0));
        return graph.Add(
            "DepthToSpace",
            [graph.Add("Reshape", [stack, shape])],
            NodeAttribute.Int("blocksize", 2),
            NodeAttribute.Text("mode", "CRD"));
    }

    private Feature Up(Feature x, Feature decoding)
    {
        var twice = _layers.Graph.Add(
            "Resize",
            [x.Name, "", _layers.Graph.Weights([1, 1, 2, 2], 4)],
            NodeAttribute.Text("mode", "nearest"),
            NodeAttribute.Text("nearest_mode", "floor"),
            NodeAttribute.Text("coordinate_transformation_mode", "asymmetric"));
        return _layers.Multiply(x with { Name = twice }, decoding);
    }
}
