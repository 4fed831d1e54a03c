using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Worker.Inference;

/// <summary>A loaded network, as far as running it goes.</summary>
internal interface INetworkSession : IDisposable
{
    IReadOnlyList<string> InputNames { get; }

    IReadOnlyList<string> OutputNames { get; }

    /// <summary>Whether the first dimension of every input may be another than 1.</summary>
    bool TakesBatches { get; }

    /// <summary>Runs once and shows the outputs, which are gone afterwards.</summary>
    /// <param name="inputs">By their names.</param>
    /// <param name="outputs">Names of those that are wanted: floats.</param>
    /// <param name="read">Called once with them, in the order of the names.</param>
    /// <exception cref="OnnxRuntimeException">See <see cref="DeviceErrors"/>.</exception>
    void Run(
        IReadOnlyDictionary<string, OrtValue> inputs,
        IReadOnlyCollection<string> outputs,
        Action<IReadOnlyList<OrtValue>> read);
}
