using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs;
using Pipeline.Worker.Models.Graphs.Onnx;
using Pipeline.Worker.Models.Precision;
using Pipeline.Worker.Tests.Models.Graphs;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Tests.Models.Precision;

/// <summary>Graphs in 8 bits against the arithmetic done by hand, and what a runtime makes of them.</summary>
public sealed class EightBitGraphTests
{
    [Fact]
    public void Weights_have_a_scale_for_each_output_and_what_is_added_one_of_the_products()
    {
        var weights = new EightBitWeights([1.27f, -0.5f, 0.02f, 0.0254f], [0.3f, -1], 2, inputScale: 0.5f);

        Assert.Equal([127, -50, 100, 127], weights.Kernel);
        Assert.Equal([0.01f, 0.0002f], weights.KernelScales.Select(scale => MathF.Round(scale, 6)));
        Assert.Equal([60, -10_000], weights.Added!);
        Assert.Equal([0.005f, 0.0001f], weights.AddedScales.Select(scale => MathF.Round(scale, 6)));
    }

    [Fact]
    public void What_is_added_fits_where_the_weights_are_next_to_nothing()
    {
        var weights = new EightBitWeights([1e-20f, 0], [1000, 0], 2, inputScale: 1e-3f);

        Assert.InRange(weights.Added![0] * (double)weights.AddedScales[0], 999.9, 1000.1);
        Assert.Equal((0, 0), (weights.Kernel[1], weights.Added[1]));
    }

    [Fact]
    public void A_convolution_in_8_bits_computes_what_whole_numbers_come_to()
    {
        // Input 0..2.55 in steps of 0.01, weights in steps of 0.01, results 0..12.75 in steps of 0.05.
        var graph = Chain(first: [1.27f], added: [0.5f], second: [2]);
        var ranges = new Dictionary<string, ActivationRange>
        {
            ["x"] = new(0, 2.55),
            ["Relu_0"] = new(0, 12.75),
        };

        var eight = EightBitGraph.Make(graph, Plan(graph), ranges);
        var found = Run(eight, [0, 0.014f, 1, 2.55f, 9, -3]);

        // By hand: bytes 0, 1, 100, 255, 255, 0; times 127, plus 0.5 / (0.01 · 0.01) = 5000; over 500, rounded.
        double[] sums = [0, 1, 100, 255, 255, 0];
        var expected = sums.Select(x => (float)(2 * 0.05 * Math.Round(((x * 127) + 5000) * 0.0001 / 0.05)));
        Assert.Equal(expected, found, (a, b) => Math.Abs(a - b) < 1e-5);
    }

    [Fact]
    public void The_runtime_joins_convolutions_additions_poolings_and_stacks_to_8_bit_ones()
    {
        var graph = Everything();

        var operators = OperatorsOf(EightBitGraph.Make(graph, Plan(graph), Wide(Plan(graph))));

        Assert.Equal(3, operators.Count(op => op == "QLinearConv"));
        Assert.Contains("QLinearAdd", operators);
        Assert.Contains("QLinearConcat", operators);
        Assert.DoesNotContain("Relu", operators);
        // The picture to bytes, and back in front of the last convolution.
        Assert.Equal(1, operators.Count(op => op == "QuantizeLinear"));
        Assert.Equal(1, operators.Count(op => op == "DequantizeLinear"));
    }

    [Fact]
    public void The_last_convolution_and_what_follows_stay_as_they_are()
    {
        var graph = Everything();
        var plan = Plan(graph);
        var convolutions = graph.Graph.Node.Where(node => node.OpType == "Conv").ToList();

        Assert.Equal([true, true, true, false], convolutions.Select(plan.IsInEightBits));
        Assert.False(plan.TryRange(convolutions[^1].Output[0], out _));
    }

    [Fact]
    public void A_pooling_has_the_range_of_what_it_pools()
    {
        var plan = Plan(Everything());

        Assert.True(plan.TryRange("MaxPool_0", out var measured));
        Assert.Equal("Relu_0", measured);
        Assert.DoesNotContain("MaxPool_0", plan.Measured);
    }

    [Fact]
    public void An_older_graph_gets_the_runtimes_own_operators_and_computes_the_same()
    {
        var graph = Chain([1.27f], [0.5f], [2]);
        var older = graph.Clone();
        older.OpsetImport[0].Version = 11;
        var ranges = Wide(Plan(graph));
        float[] input = [0, 0.1f, 0.7f, 1, 2, 3];

        var eight = EightBitGraph.Make(older, Plan(older), ranges);

        Assert.Contains(eight.OpsetImport, set => set.Domain == "com.microsoft");
        Assert.Equal(Run(EightBitGraph.Make(graph, Plan(graph), ranges), input), Run(eight, input));
    }

    [Fact]
    public void A_graph_of_one_convolution_has_nothing_to_be_in_8_bits()
    {
        var graph = new GraphBuilder("one");
        var x = graph.Input("x", ElementType.Float, 1, 1, 2, 3);
        graph.Output(graph.Add("Conv", [x, graph.Weights([1], 1, 1, 1, 1)]), "y", ElementType.Float, 1, 1, 2, 3);

        Assert.Throws<ModelRejectedException>(() => Plan(graph.Build()));
    }

    /// <summary>Convolution, rectification, convolution, each of one by one.</summary>
    private static ModelProto Chain(float[] first, float[] added, float[] second)
    {
        var graph = new GraphBuilder("chain");
        var x = graph.Input("x", ElementType.Float, 1, 1, 2, 3);
        var inner = graph.Add("Conv", [x, graph.Weights(first, 1, 1, 1, 1), graph.Weights(added, 1)]);
        var last = graph.Add("Conv", [graph.Add("Relu", [inner]), graph.Weights(second, 1, 1, 1, 1)]);
        graph.Output(last, "y", ElementType.Float, 1, 1, 2, 3);
        return graph.Build();
    }

    private static ModelProto Everything()
    {
        var layers = new LayerWriter(new GraphBuilder("everything"));
        var x = new Feature(layers.Graph.Input("x", ElementType.Float, 1, 4, 16, 16), 4);
        var one = layers.MaxPool(layers.Relu(layers.Convolve(x, Weights(4), new() { Around = 1 })));
        var two = layers.Relu(layers.Add(layers.Convolve(one, Weights(4), new() { Around = 1 }), one));
        var three = layers.Concatenate(two, layers.Relu(layers.Convolve(two, Weights(4), new() { Around = 1 })));
        var last = layers.Convolve(three, Weights(8), new() { Around = 1 });
        layers.Graph.Output(last.Name, "y", ElementType.Float, 1, 4, 8, 8);
        return layers.Graph.Build();
    }

    private static ConvolutionWeights Weights(int inputs)
    {
        var weights = new ConvolutionWeights(4, inputs, 3, 3);
        for (var i = 0; i < weights.Kernel.Length; i++)
        {
            weights.Kernel[i] = ((i * 37) % 19) - 9;
        }

        return weights;
    }

    private static EightBitPlan Plan(ModelProto graph) => new(new GraphView(graph.Graph));

    private static Dictionary<string, ActivationRange> Wide(EightBitPlan plan) =>
        plan.Measured.ToDictionary(value => value, _ => new ActivationRange(0, 10));

    private static float[] Run(ModelProto graph, float[] input)
    {
        using var run = new GraphRun(graph);
        return run.Run("y", ("x", input, [1, 1, 2, 3]));
    }

    /// <summary>What the runtime makes of a graph for this processor.</summary>
    private static List<string> OperatorsOf(ModelProto graph)
    {
        var file = Path.GetTempFileName();
        try
        {
            using var options = new SessionOptions
            {
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
                GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_EXTENDED,
                OptimizedModelFilePath = file,
            };
            using var session = new InferenceSession(graph.ToByteArray(), options);
            return [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(file)).Graph.Node.Select(node => node.OpType)];
        }
        finally
        {
            File.Delete(file);
        }
    }
}
