using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Inference;
using Pipeline.Worker.Models.Graphs.Onnx;

namespace Pipeline.Worker.Models.Precision;

/// <summary>Runs a network in single precision and notes what values its activations take.</summary>
internal sealed class ActivationCalibrator : IDisposable
{
    /// <summary>Activations that one run hands over: all at once, a large network's would take gigabytes.</summary>
    private const int AtOnce = 64;

    private readonly Dictionary<string, ActivationHistogram> _histograms;
    private readonly INetworkSession _session;

    /// <param name="model">In single precision; left as it is.</param>
    /// <param name="values">Of the graph, to be noted.</param>
    /// <param name="sessions">What runs it.</param>
    public ActivationCalibrator(ModelProto model, IReadOnlyList<string> values, SessionFactory sessions)
    {
        _histograms = values.ToDictionary(value => value, _ => new ActivationHistogram(), StringComparer.Ordinal);
        _session = sessions.Open(PlainGraph.WithOutputs(model, values).ToByteArray());
    }

    /// <exception cref="InvalidOperationException">The network computes what is no number.</exception>
    public void Observe(NetworkSample sample, CancellationToken cancellation) => sample.Give(
        _session.InputNames[0],
        inputs =>
        {
            Observe(inputs, cancellation);
            return true;
        });

    private void Observe(IReadOnlyDictionary<string, OrtValue> inputs, CancellationToken cancellation)
    {
        foreach (var (name, value) in inputs.Where(input => _histograms.ContainsKey(input.Key)))
        {
            _histograms[name].Add(value.GetTensorDataAsSpan<float>());
        }

        foreach (var names in _histograms.Keys.Where(name => !inputs.ContainsKey(name)).Chunk(AtOnce))
        {
            cancellation.ThrowIfCancellationRequested();
            _session.Run(inputs, names, results => Add(names, results));
        }
    }

    private void Add(string[] names, IReadOnlyList<OrtValue> values)
    {
        foreach (var (name, value) in names.Zip(values))
        {
            _histograms[name].Add(value.GetTensorDataAsSpan<float>());
        }
    }

    public IReadOnlyDictionary<string, ActivationRange> Ranges(RangeRule rule) =>
        _histograms.ToDictionary(pair => pair.Key, pair => pair.Value.Range(rule), StringComparer.Ordinal);

    public void Dispose() => _session.Dispose();
}
