using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Worker.Inference;

/// <summary>
/// A session of ONNX Runtime. Inputs and outputs lie in the host's memory: the processor reads them in place, and a GPU
/// needs each of them carried over once, so that binding them would save no copy.
/// </summary>
internal sealed class OnnxSession : INetworkSession
{
    private readonly InferenceSession _session;

    /// <param name="graph">File of an ONNX graph.</param>
    /// <param name="options">Only read.</param>
    public OnnxSession(string graph, SessionOptions options) => _session = new InferenceSession(graph, options);

    /// <param name="graph">An ONNX graph.</param>
    /// <param name="options">Only read.</param>
    public OnnxSession(byte[] graph, SessionOptions options) => _session = new InferenceSession(graph, options);

    public IReadOnlyList<string> InputNames => _session.InputNames;

    public IReadOnlyList<string> OutputNames => _session.OutputNames;

    public bool TakesBatches => _session.InputMetadata.Values.All(input => input.Dimensions is [< 0, ..]);

    public void Run(
        IReadOnlyDictionary<string, OrtValue> inputs,
        IReadOnlyCollection<string> outputs,
        Action<IReadOnlyList<OrtValue>> read)
    {
        using var run = new RunOptions();
        using var results = _session.Run(run, inputs, outputs);
        read(results);
    }

    public void Dispose() => _session.Dispose();
}
