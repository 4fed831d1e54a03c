using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Inference;

/// <summary>
/// An installed network. It is checked against its SHA-256 and loaded when it is first used, and runs one input at a
/// time: a second run at once would take as much memory again and no less time.
/// </summary>
internal sealed class OnnxModel(
    InstalledModel model, ModelStore store, SessionFactory sessions, bool takesFloats = false) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private InferenceSession? _session;

    public string Name => model.Name;

    /// <summary>Of the graph with its weights, lower-case hexadecimal.</summary>
    public string Sha256 => model.Sha256;

    /// <summary>Runs the network and hands its outputs to <paramref name="read"/>, which must not keep them.</summary>
    /// <param name="inputs">By their names; the caller owns them.</param>
    /// <param name="output">Name of the output that is wanted; null for the first.</param>
    /// <param name="read">From the output to what is wanted of it.</param>
    /// <param name="cancellation">While waiting for the turn.</param>
    /// <exception cref="ModelDamagedException">The file is not the one that was installed.</exception>
    /// <exception cref="ProviderUnavailableException">The provider does not run here.</exception>
    public T Run<T>(
        IReadOnlyDictionary<string, OrtValue> inputs,
        string? output,
        Func<OrtValue, T> read,
        CancellationToken cancellation)
    {
        _turn.Wait(cancellation);
        try
        {
            var session = Loaded();
            using var run = new RunOptions();
            using var results = session.Run(run, inputs, [output ?? session.OutputNames[0]]);
            return read(results[0]);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Name of the only input of a graph that others published.</summary>
    public string OnlyInput(CancellationToken cancellation)
    {
        _turn.Wait(cancellation);
        try
        {
            return Loaded().InputNames.Single();
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _session?.Dispose();
        _turn.Dispose();
    }

    private InferenceSession Loaded()
    {
        if (_session is not null)
        {
            return _session;
        }

        store.Verify(model);
        var graph = store.GraphOf(model);
        return _session = takesFloats
            ? sessions.Open(FloatPicture.InsteadOfBytes(File.ReadAllBytes(graph)))
            : sessions.Open(graph);
    }
}
