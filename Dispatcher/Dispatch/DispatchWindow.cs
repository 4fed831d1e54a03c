using Microsoft.Extensions.Options;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>
/// How many jobs may be out: what the fleet does in a minute, by what it has done lately. Read from the ledger's
/// counts, so that it does not matter which dispatcher heard the events.
/// </summary>
internal sealed class DispatchWindow(IOptions<FleetOptions> options, TimeProvider time)
{
    /// <summary>Seconds after which an old measurement weighs 1/e.</summary>
    private const double Memory = 15;

    private readonly Dictionary<long, long> _ended = [];
    private long? _last;

    /// <summary>Jobs that end per second.</summary>
    public double Rate { get; private set; }

    /// <summary>Jobs that may be out.</summary>
    public int Size => (int)Math.Clamp(
        Rate * options.Value.WindowSeconds, options.Value.LeastWindow, options.Value.MostWindow);

    /// <summary>Takes a measurement; a batch counts from the second time that it is seen.</summary>
    public void Observe(IReadOnlyCollection<LedgerBatch> batches)
    {
        var ended = 0L;
        foreach (var batch in batches)
        {
            // What is cancelled says nothing of how fast the fleet is.
            var done = batch.Counts.Ended - batch.Counts.Cancelled;
            ended += _ended.TryGetValue(batch.Number, out var before) ? Math.Max(0, done - before) : 0;
            _ended[batch.Number] = done;
        }

        var now = time.GetTimestamp();
        if (_last is { } last && time.GetElapsedTime(last, now).TotalSeconds is > 0 and var seconds)
        {
            var weight = 1 - Math.Exp(-seconds / Memory);
            Rate += weight * (ended / seconds - Rate);
        }

        _last = now;
        foreach (var gone in _ended.Keys.Except(batches.Select(batch => batch.Number)).ToList())
        {
            _ended.Remove(gone);
        }
    }
}
