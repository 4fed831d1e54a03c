using Google.Protobuf;
using Pipeline.Worker.Models.Graphs;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Tests.Support;

/// <summary>Graphs with the inputs and outputs of the catalogue's, and hardly anything between.</summary>
internal static class SmallGraphs
{
    /// <summary>Log odds per unit of the normalised red channel.</summary>
    public const float Slope = 2;

    /// <summary>
    /// As U²-Net and IS-Net are published: fixed size, the sigmoid inside, further maps after the first. The
    /// probability grows with red alone.
    /// </summary>
    public static byte[] WithSigmoid(int side) => Planes(side, withSigmoid: true);

    /// <summary>As BiRefNet is published: fixed size, log odds out.</summary>
    public static byte[] WithoutSigmoid(int side) => Planes(side, withSigmoid: false);

    /// <summary>As classes are answered: background 0, subject red, a third class that is never likely.</summary>
    public static byte[] WithClasses(bool withSoftmax)
    {
        var graph = new GraphBuilder("classes");
        var input = graph.Input("input", ElementType.Float, "n", 3, "h", "w");
        var scores = graph.Add("Conv", [input, graph.Weights([0, 0, 0, Slope, 0, 0, 0, 0, 0], 3, 3, 1, 1), graph.Weights([0, 0, -50], 3)]);
        graph.Output(
            withSoftmax ? graph.Add("Softmax", [scores], NodeAttribute.Int("axis", 1)) : scores,
            "scores",
            ElementType.Float,
            "n",
            3,
            "h",
            "w");
        return graph.Build().ToByteArray();
    }

    /// <summary>
    /// As DeepLabV3 is made here: class 0 is likely where the picture is dark, class 15 where it is red.
    /// </summary>
    public static byte[] Segmenter()
    {
        var graph = new GraphBuilder("segmenter");
        var planes = PlanesOf(graph);
        var small = graph.Add(
            "AveragePool", [planes], NodeAttribute.Ints("kernel_shape", 8, 8), NodeAttribute.Ints("strides", 8, 8));
        var weights = new float[21 * 3];
        // Blue, green, red, as pictures come.
        weights[(15 * 3) + 2] = 0.1f;
        var biases = new float[21];
        biases[0] = 10;
        var logits = graph.Add("Conv", [small, graph.Weights(weights, 21, 3, 1, 1), graph.Weights(biases, 21)]);
        var shares = graph.Add("Softmax", [logits], NodeAttribute.Int("axis", 1));
        var background = graph.Add("Slice", [shares, graph.Integers(0), graph.Integers(1), graph.Integers(1)]);
        graph.Output(graph.Add("Sub", [graph.Scalar(1), background]), "foreground", ElementType.Float, "n", 1, "h8", "w8");
        graph.Output(logits, "logits", ElementType.Float, "n", 21, "h8", "w8");
        return graph.Build().ToByteArray();
    }

    /// <summary>
    /// As IndexNet is made here: alpha is a share of red, and a little more where the trimap is brighter.
    /// </summary>
    public static byte[] Matter(float ofRed = 0.5f, float ofTrimap = 0.25f)
    {
        var graph = new GraphBuilder("matter");
        var red = graph.Add("Conv", [PlanesOf(graph), graph.Weights([0, 0, ofRed / 255], 1, 3, 1, 1)]);
        var trimap = graph.Input("trimap", ElementType.Uint8, "n", "h", "w");
        var floats = graph.Add("Cast", [trimap], NodeAttribute.Int("to", (int)ElementType.Float));
        var plane = graph.Add("Unsqueeze", [floats, graph.Integers(1)]);
        var part = graph.Add("Mul", [plane, graph.Scalar(ofTrimap / 255)]);
        graph.Output(graph.Add("Add", [red, part]), "alpha", ElementType.Float, "n", 1, "h", "w");
        return graph.Build().ToByteArray();
    }

    private static byte[] Planes(int side, bool withSigmoid)
    {
        var graph = new GraphBuilder("planes");
        var input = graph.Input("input.1", ElementType.Float, 1, 3, side, side);
        var odds = graph.Add("Conv", [input, graph.Weights([Slope, 0, 0], 1, 3, 1, 1)]);
        graph.Output(withSigmoid ? graph.Add("Sigmoid", [odds]) : odds, "1959", ElementType.Float, 1, 1, side, side);
        graph.Output(graph.Add("Neg", [odds]), "1960", ElementType.Float, 1, 1, side, side);
        return graph.Build().ToByteArray();
    }

    /// <summary>N × 3 × H × W, blue first, 0..255.</summary>
    private static string PlanesOf(GraphBuilder graph)
    {
        var picture = graph.Input("picture", ElementType.Uint8, "n", "h", "w", 3);
        var floats = graph.Add("Cast", [picture], NodeAttribute.Int("to", (int)ElementType.Float));
        return graph.Add("Transpose", [floats], NodeAttribute.Ints("perm", 0, 3, 1, 2));
    }
}
