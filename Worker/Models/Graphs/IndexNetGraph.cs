using Pipeline.Worker.Models.Checkpoints;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// IndexNet Matting (Lu et al. 2019, arXiv:1908.00672) as its demo configures it: MobileNetV2, index blocks, pyramid,
/// decoder of five by five. Out comes <c>alpha</c>, [N, 1, H, W]; H and W are multiples of 32. The full size is kept as
/// four phases of half the size, where most of the time goes: nothing is spread, pooled or stacked there.
/// </summary>
internal sealed class IndexNetGraph
{
    private readonly LayerWriter _layers = new(new GraphBuilder("indexnet"));
    private readonly NetworkTensors _tensors;
    private readonly IndexNetLayers _parts;

    private IndexNetGraph(NetworkTensors tensors) =>
        (_tensors, _parts) = (tensors, new IndexNetLayers(tensors, _layers));

    /// <exception cref="CheckpointException">The tensors are not this network's.</exception>
    public static ModelProto Make(Checkpoint checkpoint, GraphInput input = GraphInput.Picture) =>
        new IndexNetGraph(new NetworkTensors(checkpoint)).Write(input);

    private ModelProto Write(GraphInput input)
    {
        var full = new FullSizeLevel(_layers, _parts);
        var first = _parts.First();
        var x = full.Descend(InputOf(input), input == GraphInput.Picture ? PictureInput.Adapt(first) : first);
        x = _parts.Layer(x, 1, 1);
        var kept1 = x;
        var (kept2, pool2, index2) = Pool(_parts.Layer(x, 2, 2), "index2");
        var (kept3, pool3, index3) = Pool(_parts.Layer(pool2, 3, 3), "index3");
        var (kept4, pool4, index4) = Pool(_parts.Layer(pool3, 4, 4), "index4");
        var kept5 = _parts.Layer(pool4, 5, 3);
        var (kept6, pool6, index6) = Pool(_parts.Layer(kept5, 6, 3), "index6");
        x = _parts.Pyramid(_parts.Layer(pool6, 7, 1));
        x = _parts.Decode(index6.Decode(x), kept6, 6);
        x = _parts.Decode(x, kept5, 5);
        x = _parts.Decode(index4.Decode(x), kept4, 4);
        x = _parts.Decode(index3.Decode(x), kept3, 3);
        x = _parts.Decode(index2.Decode(x), kept2, 2);
        x = full.Ascend(_parts.Decode(x, kept1, 1));
        _tensors.RequireNothingElse();
        // Raw: the last layer may overshoot a little, and who resizes alpha has to cut it off afterwards.
        _layers.Graph.Output(x.Name, GraphNames.Alpha, ElementType.Float, "N", 1, "H", "W");
        return _layers.Graph.Build();
    }

    private Feature InputOf(GraphInput input) => input == GraphInput.Picture
        ? _layers.Concatenate(PictureInput.Add(_layers), PictureInput.AddTrimap(_layers))
        : new Feature(_layers.Graph.Input("x", ElementType.Float, "N", 4, "H", "W"), 4);

    /// <summary>What the decoder is given of this size, what goes on at half the size, and the way back.</summary>
    private (Feature Kept, Feature Pooled, IndexMaps Index) Pool(Feature x, string block)
    {
        var branches = _layers.Convolve(x, _parts.IndexWeights(block), new() { Stride = 2, Around = 1 });
        var index = new IndexMaps(_layers, _parts.Relu6Branches(branches, block));
        var kept = _layers.Multiply(x, index.Encoding());
        return (kept, _layers.SumSquares(kept), index);
    }
}
