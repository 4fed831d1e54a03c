using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Models.Catalogue;

namespace Pipeline.Worker.Inference;

/// <summary>
/// An installed network. It is checked against its SHA-256 and loaded when it is first used. Safe for concurrent use:
/// what is asked at once takes turns, or is joined to one run (see <see cref="Batcher"/>).
/// </summary>
internal sealed class OnnxModel(
    InstalledModel model, ModelStore store, SessionFactory sessions, bool takesFloats = false) : IDisposable
{
    private readonly Lock _door = new();
    private INetworkSession? _session;
    private Batcher? _batcher;

    public string Name => model.Name;

    /// <summary>Of the graph with its weights, lower-case hexadecimal.</summary>
    public string Sha256 => model.Sha256;

    /// <summary>Runs the network on one input.</summary>
    /// <param name="inputs">By their names, first dimension 1; the caller owns them.</param>
    /// <param name="output">Name of the output that is wanted; null for the first.</param>
    /// <param name="read">What is wanted of the answer; the next run waits for it.</param>
    /// <param name="cancellation">While waiting for the turn; a run that has begun ends.</param>
    /// <exception cref="ModelDamagedException">The file is not the one that was installed.</exception>
    /// <exception cref="ProviderUnavailableException">The provider does not run here.</exception>
    /// <exception cref="DeviceMemoryException">It is too large for the memory that the device has left.</exception>
    /// <exception cref="DeviceLostException">The device has failed for good; the process is about to end.</exception>
    public T Run<T>(
        IReadOnlyDictionary<string, OrtValue> inputs,
        string? output,
        ReadAnswer<T> read,
        CancellationToken cancellation) => RunAll([inputs], output, read, cancellation)[0];

    /// <summary>Runs the network on several inputs, those of one shape together as far as that pays.</summary>
    /// <returns>In the order of the inputs.</returns>
    /// <inheritdoc cref="Run"/>
    public IReadOnlyList<T> RunAll<T>(
        IReadOnlyList<IReadOnlyDictionary<string, OrtValue>> inputs,
        string? output,
        ReadAnswer<T> read,
        CancellationToken cancellation)
    {
        var (session, batcher) = Load();
        var results = new T[inputs.Count];
        batcher.Run(
            [
                .. inputs.Select((input, i) => new BatchRequest(
                    input,
                    output ?? session.OutputNames[0],
                    (values, shape) => results[i] = read(values, shape))),
            ],
            cancellation);
        return results;
    }

    /// <summary>Name of the only input of a graph that others published.</summary>
    public string OnlyInput() => Load().Session.InputNames.Single();

    public void Dispose()
    {
        _batcher?.Dispose();
        _session?.Dispose();
    }

    private (INetworkSession Session, Batcher Batcher) Load()
    {
        lock (_door)
        {
            _session ??= Open();
            _batcher ??= sessions.Batch(Name, _session);
            return (_session, _batcher);
        }
    }

    private INetworkSession Open()
    {
        store.Verify(model);
        var graph = store.GraphOf(model);
        return takesFloats
            ? sessions.Open(FloatPicture.InsteadOfBytes(File.ReadAllBytes(graph)))
            : sessions.Open(graph);
    }
}
