using Microsoft.ML.OnnxRuntime;
using Pipeline.Worker.Inference;

namespace Pipeline.Worker.Tests.Inference;

/// <summary>
/// A network that answers twice its input, notes every run, can be held, and fails as it is told to.
/// </summary>
internal sealed class PretendedNetwork : INetworkSession
{
    private readonly SemaphoreSlim _mayRun = new(0);
    private readonly SemaphoreSlim _begun = new(0);
    private readonly List<float[]> _runs = [];

    public IReadOnlyList<string> InputNames => ["x"];

    public IReadOnlyList<string> OutputNames => ["y"];

    public bool TakesBatches { get; init; } = true;

    /// <summary>Whether each run waits until it is let go.</summary>
    public bool IsHeld { get; init; }

    /// <summary>Message of what a run of so many inputs is to fail with; null where it is to succeed.</summary>
    public Func<int, string?> Trouble { get; init; } = _ => null;

    /// <summary>The first value of every input of each run, in the order of the runs.</summary>
    public IReadOnlyList<float[]> Runs
    {
        get
        {
            lock (_runs)
            {
                return [.. _runs];
            }
        }
    }

    public void LetGo(int runs = 1) => _mayRun.Release(runs);

    public Task BegunAsync() => _begun.WaitAsync(TestContext.Current.CancellationToken);

    public void Run(
        IReadOnlyDictionary<string, OrtValue> inputs,
        IReadOnlyCollection<string> outputs,
        Action<IReadOnlyList<OrtValue>> read)
    {
        var shape = inputs["x"].GetTensorTypeAndShape().Shape;
        var values = inputs["x"].GetTensorDataAsSpan<float>().ToArray();
        lock (_runs)
        {
            _runs.Add([.. values.Chunk(values.Length / (int)shape[0]).Select(input => input[0])]);
        }

        _begun.Release();
        if (IsHeld)
        {
            _mayRun.Wait(TestContext.Current.CancellationToken);
        }

        if (Trouble((int)shape[0]) is { } message)
        {
            throw RealError(message);
        }

        using var answer = OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => 2 * value), shape);
        read([answer]);
    }

    public void Dispose()
    {
        _mayRun.Dispose();
        _begun.Dispose();
    }

    /// <summary>
    /// The runtime's own exception, which nobody else can make: of a graph whose output has the message for its name.
    /// </summary>
    public static OnnxRuntimeException RealError(string message)
    {
        using var session = new InferenceSession(Support.SmallGraphs.WithSigmoid(8));
        using var value = OrtValue.CreateTensorValueFromMemory(new float[3 * 8 * 8], [1, 3, 8, 8]);
        using var run = new RunOptions();
        return Assert.Throws<OnnxRuntimeException>(() => session.Run(run, ["input.1"], [value], [message]));
    }
}
