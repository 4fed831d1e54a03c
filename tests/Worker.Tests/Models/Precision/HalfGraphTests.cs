using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Tests.Models.Graphs;
using Pipeline.Worker.Tests.Support;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Tests.Models.Precision;

/// <summary>Graphs in half precision.</summary>
public sealed class HalfGraphTests : IDisposable
{
    private readonly TemporaryModels _models = new();

    public void Dispose() => _models.Dispose();

    [Fact]
    public void Inputs_and_outputs_keep_their_types_and_convolutions_are_half()
    {
        var single = Graph(weight: 1.1f);
        var half = HalfGraph.Make(single);

        Assert.Equal(single.Graph.Input, half.Graph.Input);
        Assert.Equal(single.Graph.Output, half.Graph.Output);
        var kernel = half.Graph.Node.Single(node => node.OpType == "Conv").Input[1];
        Assert.Equal((int)ElementType.Float16, half.Graph.Initializer.Single(c => c.Name == kernel).DataType);
    }

    [Fact]
    public void Weights_are_rounded_to_the_nearest_half()
    {
        // 1.1 lies between 1.0996 and 1.1006; one of the two comes out, times 2, exactly.
        using var run = new GraphRun(HalfGraph.Make(Graph(weight: 1.1f)));

        Assert.Equal([(float)(Half)1.1f * 2, 0, (float)(Half)1.1f * 4, 0], run.Run("raw", ("x", new float[] { 2, -1, 4, 0 }, [1, 1, 2, 2])));
    }

    [Fact]
    public void Softmax_is_computed_in_single_precision()
    {
        var half = HalfGraph.Make(Graph(weight: 1));
        var softmax = half.Graph.Node.Single(node => node.OpType == "Softmax");
        var cast = half.Graph.Node.Single(node => node.Output.Contains(softmax.Input[0]));

        Assert.Equal("Cast", cast.OpType);
        Assert.Equal((long)ElementType.Float, cast.Attribute.Single().I);
    }

    [Fact]
    public void A_weight_beyond_half_precision_is_rejected()
    {
        var rejected = Assert.Throws<ModelRejectedException>(() => HalfGraph.Make(Graph(weight: 70_000)));

        Assert.Contains("larger than half precision holds", rejected.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("deeplabv3", "logits", 3, 0.05)]
    [InlineData("indexnet", "alpha", 4, 0.05)]
    public void Networks_made_here_run_in_half_precision_and_answer_about_the_same(
        string name, string output, int channels, double most)
    {
        using var checkpoint = NetworkFixture.Open(name);
        var made = name == "indexnet"
            ? IndexNetGraph.Make(checkpoint, GraphInput.Tensor)
            : DeepLabV3Graph.Make(checkpoint, GraphInput.Tensor);
        var single = Plain(made);
        var input = NetworkFixture.Input(channels * 64 * 64);
        using var before = new GraphRun(single);
        using var after = new GraphRun(HalfGraph.Make(single));

        var expected = before.Run(output, ("x", input, [1, channels, 64, 64]));
        var found = after.Run(output, ("x", input, [1, channels, 64, 64]));

        Assert.InRange(GraphRun.MaxError(found, expected) / expected.Max(Math.Abs), 1e-7, most);
    }

    /// <summary>Convolution, rectification, and a softmax over one plane beside.</summary>
    private ModelProto Graph(float weight)
    {
        var graph = new GraphBuilder("half");
        var x = graph.Input("x", ElementType.Float, 1, 1, 2, 2);
        var y = graph.Add("Relu", [graph.Add("Conv", [x, graph.Weights([weight], 1, 1, 1, 1)])]);
        graph.Output(y, "raw", ElementType.Float, 1, 1, 2, 2);
        graph.Output(graph.Add("Softmax", [y], NodeAttribute.Int("axis", 1)), "share", ElementType.Float, 1, 1, 2, 2);
        return Plain(graph.Build());
    }

    private ModelProto Plain(ModelProto model) =>
        PlainGraph.Read(_models.Write("graph.onnx", Google.Protobuf.MessageExtensions.ToByteArray(model)));
}
