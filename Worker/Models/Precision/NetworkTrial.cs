using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Catalogue;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Precision;

/// <summary>A graph of a network being looked at: what it answers, and how long it takes.</summary>
internal sealed class NetworkTrial(ModelEntry entry, ModelProto graph, SessionFactory sessions, TimeProvider time)
    : IDisposable
{
    private readonly INetworkSession _session = sessions.Open(graph.ToByteArray());
    private readonly List<double> _milliseconds = [];

    /// <summary>Of a run, without the first, which prepares what the others use again.</summary>
    public double MedianMilliseconds => _milliseconds.Skip(1).Order().ElementAt((_milliseconds.Count - 1) / 2);

    /// <exception cref="InvalidOperationException">The network answers what its entry does not say.</exception>
    public NetworkAnswer Run(NetworkSample sample) => sample.Give(_session.InputNames[0], Run);

    private NetworkAnswer Run(IReadOnlyDictionary<string, OrtValue> inputs)
    {
        NetworkAnswer? answer = null;
        var start = time.GetTimestamp();
        _session.Run(inputs, NetworkAnswer.Outputs(entry, _session.OutputNames[0]), results =>
        {
            _milliseconds.Add(time.GetElapsedTime(start).TotalMilliseconds);
            answer = NetworkAnswer.Read(entry, results);
        });
        return answer!;
    }

    public void Dispose() => _session.Dispose();
}
