using Pipeline.Worker.Models.Checkpoints;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Models.Graphs;

/// <summary>
/// Bytes into what the first convolution takes. Mean and deviation are ImageNet's, of red, green and blue in 0..1. Only
/// the mean is taken away here, since zeros around the picture mean the mean; deviation, scale and the order of colours
/// are in the first convolution's weights.
/// </summary>
internal static class PictureInput
{
    private const double White = 255;

    private static readonly double[] Mean = [0.485, 0.456, 0.406];
    private static readonly double[] Deviation = [0.229, 0.224, 0.225];

    /// <summary>Adds the input <c>picture</c>, bytes, [N, H, W, 3], blue first.</summary>
    public static Feature Add(LayerWriter layers)
    {
        var graph = layers.Graph;
        var picture = graph.Input(GraphNames.Picture, ElementType.Uint8, "N", "H", "W", 3);
        var planes = graph.Add("Transpose", [picture], NodeAttribute.Ints("perm", 0, 3, 1, 2));
        var mean = graph.Weights([.. Mean.Reverse().Select(value => (float)(value * White))], 1, 3, 1, 1);
        return new Feature(graph.Add("Sub", [ToNumbers(graph, planes), mean]), 3);
    }

    /// <summary>Adds the input <c>trimap</c>, bytes, [N, H, W]: 0, 128 and 255.</summary>
    public static Feature AddTrimap(LayerWriter layers)
    {
        var graph = layers.Graph;
        var trimap = graph.Input(GraphNames.Trimap, ElementType.Uint8, "N", "H", "W");
        return new Feature(ToNumbers(graph, graph.Add("Unsqueeze", [trimap, graph.Integers(1)])), 1);
    }

    /// <summary>
    /// The first convolution's weights for those inputs: of the picture, and of the trimap where it takes one.
    /// </summary>
    public static ConvolutionWeights Adapt(ConvolutionWeights first)
    {
        if (first.Inputs is not (3 or 4))
        {
            throw new CheckpointException("The checkpoint is of another network: it doesn't begin with a picture.");
        }

        var colours = Enumerable.Range(0, 3).Reverse().Select(colour => (colour, 1 / (White * Deviation[colour])));
        return first.WithInputs([.. colours, .. first.Inputs == 4 ? [(3, 1 / White)] : Array.Empty<(int, double)>()]);
    }

    private static string ToNumbers(GraphBuilder graph, string bytes) =>
        graph.Add("Cast", [bytes], NodeAttribute.Int("to", (long)ElementType.Float));
}
