namespace Pipeline.Worker.Storage;

/// <summary>
/// Tells the host of a worker without a broker that the store can keep nothing any more, so that it ends the run.
/// </summary>
public sealed class StoreFailure : IDisposable
{
    private readonly CancellationTokenSource _happened = new();
    private string? _sentence;

    /// <summary>Cancelled by the first failure.</summary>
    public CancellationToken Token => _happened.Token;

    /// <summary>What the first failure was; null as long as there was none.</summary>
    public string? Sentence => Volatile.Read(ref _sentence);

    public void Dispose() => _happened.Dispose();

    internal void Report(StoreUnusableException failure)
    {
        if (Interlocked.CompareExchange(ref _sentence, failure.Message, null) is null)
        {
            _happened.Cancel();
        }
    }
}
