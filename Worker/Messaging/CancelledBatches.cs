using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// The batches of which no job is to be begun. A cancellation is repeated while it matters and forgotten soon after, so
/// that a batch can be taken up again.
/// </summary>
internal sealed class CancelledBatches(IOptions<FleetOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<Guid, long> _heard = new();

    public void Add(Guid batch)
    {
        _heard[batch] = time.GetTimestamp();
        foreach (var (old, heard) in _heard)
        {
            if (IsOver(heard))
            {
                _heard.TryRemove(KeyValuePair.Create(old, heard));
            }
        }
    }

    public bool Contains(Guid batch) => _heard.TryGetValue(batch, out var heard) && !IsOver(heard);

    private bool IsOver(long heard) =>
        time.GetElapsedTime(heard) > TimeSpan.FromSeconds(options.Value.CancellationSeconds);
}
