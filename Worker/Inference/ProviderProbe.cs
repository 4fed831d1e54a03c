using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Graphs;
using ElementType = Pipeline.Worker.Models.Graphs.Onnx.TensorProto.Types.DataType;

namespace Pipeline.Worker.Inference;

/// <summary>The smallest network whose result is known: what is said to run it has to run it.</summary>
internal static class ProviderProbe
{
    /// <param name="options">With the provider that is asked for and no way back to the processor.</param>
    /// <exception cref="OnnxRuntimeException">It does not run there, or comes to another result.</exception>
    public static void Run(SessionOptions options)
    {
        using var session = new InferenceSession(Graph(), options);
        using var input = OrtValue.CreateTensorValueFromMemory(new float[] { 1, 2, 3, 4 }, [1, 1, 2, 2]);
        using var run = new RunOptions();
        using var results = session.Run(run, ["x"], [input], ["y"]);
        var sum = results[0].GetTensorDataAsSpan<float>()[0];
        if (Math.Abs(sum - 10) > 0.1)
        {
            throw new ProviderUnavailableException($"The sum of 1, 2, 3 and 4 came to {sum} instead of 10.");
        }
    }

    /// <summary>A 2 × 2 convolution of ones.</summary>
    private static byte[] Graph()
    {
        var graph = new GraphBuilder("probe");
        var x = graph.Input("x", ElementType.Float, 1, 1, 2, 2);
        var y = graph.Add("Conv", [x, graph.Weights([1, 1, 1, 1], 1, 1, 2, 2)]);
        graph.Output(y, "y", ElementType.Float, 1, 1, 1, 1);
        return graph.Build().ToByteArray();
    }
}
