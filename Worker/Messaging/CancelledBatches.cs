using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// The batches of which no job is to be begun. A cancellation is repeated while it matters and forgotten soon after,
/// and holds only for jobs that were sent before it: a batch can be taken up again.
/// </summary>
internal sealed class CancelledBatches(IOptions<FleetOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, (long Heard, DateTimeOffset At)> _cancelled = new();

    public void Add(BatchCancelled cancelled)
    {
        _cancelled[cancelled.BatchId] = (time.GetTimestamp(), cancelled.CancelledAt);
        foreach (var (old, cancellation) in _cancelled)
        {
            if (IsOver(cancellation.Heard))
            {
                _cancelled.TryRemove(KeyValuePair.Create(old, cancellation));
            }
        }
    }

    /// <param name="batch">Of a job.</param>
    /// <param name="sent">When the job was sent; null where its sender does not say.</param>
    public bool Contains(Guid batch, DateTimeOffset? sent) =>
        _cancelled.TryGetValue(batch, out var cancellation) && !IsOver(cancellation.Heard)
        && !(sent > cancellation.At);

    private bool IsOver(long heard) =>
        time.GetElapsedTime(heard) > TimeSpan.FromSeconds(options.Value.CancellationSeconds);
}
