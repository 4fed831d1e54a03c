using Microsoft.ML.OnnxRuntime;

namespace Pipeline.Worker.Inference;

/// <summary>One input of a network on its way through the <see cref="Batcher"/>.</summary>
internal sealed class BatchRequest
{
    private readonly Action<ReadOnlySpan<float>, long[]> _read;
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="inputs">
    /// By their names, first dimension 1; the caller owns them and keeps them until the end.
    /// </param>
    /// <param name="output">Name of the output that is wanted.</param>
    /// <param name="read">Takes what it needs of the answer. The network waits for it: it should only copy.</param>
    public BatchRequest(
        IReadOnlyDictionary<string, OrtValue> inputs, string output, Action<ReadOnlySpan<float>, long[]> read)
    {
        Inputs = inputs;
        Output = output;
        _read = read;
        var shapes = inputs.OrderBy(input => input.Key, StringComparer.Ordinal)
            .Select(input => $"{input.Key} {string.Join('×', input.Value.GetTensorTypeAndShape().Shape)}");
        Bucket = $"{string.Join(", ", shapes)} → {output}";
    }

    public IReadOnlyDictionary<string, OrtValue> Inputs { get; }

    public string Output { get; }

    /// <summary>Shapes and output: what is equal can be run together.</summary>
    public string Bucket { get; }

    /// <summary>Timestamp of its arrival in the queue.</summary>
    public long Since { get; set; }

    /// <summary>A run has begun with it, or is about to.</summary>
    public bool IsTaken { get; set; }

    /// <summary>Answered, failed or cancelled.</summary>
    public Task End => _end.Task;

    public void Answer(ReadOnlySpan<float> values, long[] shape)
    {
        try
        {
            _read(values, shape);
            _end.TrySetResult();
        }
        catch (Exception e)
        {
            // What the network answered is the caller's trouble, not that of those who run beside it.
            _end.TrySetException(e);
        }
    }

    public void Fail(Exception cause) => _end.TrySetException(cause);

    public void Cancel(CancellationToken cancellation) => _end.TrySetCanceled(cancellation);
}
