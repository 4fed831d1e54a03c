using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Tests.Models.Graphs;

/// <summary>Runs a graph, and says how far its outputs are from others.</summary>
internal sealed class GraphRun : IDisposable
{
    private readonly InferenceSession _session;

    public GraphRun(ModelProto model)
    {
        using var options = new SessionOptions { LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        _session = new InferenceSession(model.ToByteArray(), options);
    }

    public void Dispose() => _session.Dispose();

    public float[] Run<T>(string output, params ReadOnlySpan<(string Name, T[] Values, long[] Shape)> inputs)
        where T : unmanaged
    {
        var values = new List<OrtValue>();
        var names = new List<string>();
        foreach (var (name, numbers, shape) in inputs)
        {
            names.Add(name);
            values.Add(OrtValue.CreateTensorValueFromMemory(numbers, shape));
        }

        using var run = new RunOptions();
        using var results = _session.Run(run, names, values, [output]);
        values.ForEach(value => value.Dispose());
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }

    public static double MaxError(IEnumerable<float> found, IEnumerable<float> expected)
    {
        var (a, b) = (found.ToList(), expected.ToList());
        Assert.Equal(b.Count, a.Count);
        return a.Zip(b).Max(pair => Math.Abs((double)pair.First - pair.Second));
    }
}
