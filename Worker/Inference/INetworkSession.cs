using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Worker.Inference;

/// <summary>A loaded network, as far as running it goes.</summary>
internal interface INetworkSession : IDisposable
{
    IReadOnlyList<string> InputNames { get; }

    IReadOnlyList<string> OutputNames { get; }

    /// <summary>Whether the first dimension of every input may be another than 1.</summary>
    bool TakesBatches { get; }

    /// <summary>Runs once and shows the output, which is gone afterwards.</summary>
    /// <param name="inputs">By their names.</param>
    /// <param name="output">Name of the output that is wanted: floats.</param>
    /// <param name="read">Called with it once.</param>
    /// <exception cref="OnnxRuntimeException">See <see cref="DeviceErrors"/>.</exception>
    void Run(IReadOnlyDictionary<string, OrtValue> inputs, string output, Action<OrtValue> read);
}
