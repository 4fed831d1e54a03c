using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Tests.Models.Graphs;

public sealed class GraphBuilderTests
{
    [Fact]
    public void A_built_graph_computes_what_its_nodes_say()
    {
        using var session = new InferenceSession(HalfPlusOne().ToByteArray());
        using var input = OrtValue.CreateTensorValueFromMemory(new byte[] { 0, 2, 4, 6 }, [1, 4]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["x"], [input], ["left", "right"]);

        Assert.Equal([1f, 2f], results[0].GetTensorDataAsSpan<float>().ToArray());
        Assert.Equal([3f, 4f], results[1].GetTensorDataAsSpan<float>().ToArray());
    }

    [Fact]
    public void A_written_graph_reads_back_with_its_names_shapes_and_weights()
    {
        var graph = ModelProto.Parser.ParseFrom(HalfPlusOne().ToByteArray()).Graph;

        var shape = Assert.Single(graph.Input).Type.TensorType.Shape.Dim;
        Assert.Equal(("n", 4), (shape[0].DimParam, shape[1].DimValue));
        Assert.Equal(["left", "right"], graph.Output.Select(output => output.Name));
        Assert.Equal([0.5f], graph.Initializer.Where(weights => weights.DataType == (int)ElementType.Float)
            .Select(weights => BitConverter.ToSingle(weights.RawData.Span)).Take(1));
    }

    [Fact]
    public void The_same_graph_is_the_same_bytes() =>
        Assert.Equal(HalfPlusOne().ToByteArray(), HalfPlusOne().ToByteArray());

    private static ModelProto HalfPlusOne()
    {
        var graph = new GraphBuilder("half-plus-one");
        var x = graph.Input("x", ElementType.Uint8, "n", 4);
        var number = graph.Add("Cast", [x], NodeAttribute.Int("to", (long)ElementType.Float));
        var half = graph.Add("Mul", [number, graph.Scalar(0.5f)]);
        var sum = graph.Add("Add", [half, graph.Weights([1f], 1)]);
        var parts = graph.AddMany("Split", [sum, graph.Integers(2, 2)], 2, NodeAttribute.Int("axis", 1));
        graph.Output(parts[0], "left", ElementType.Float, "n", 2);
        graph.Output(parts[1], "right", ElementType.Float, "n", 2);
        return graph.Build();
    }
}
