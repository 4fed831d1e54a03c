namespace Pipeline.Worker.Inference;

/// <summary>
/// Requests that wait for their network. The oldest goes next, whatever its shape, and takes others of its shape along,
/// so that no shape waits for ever. Whoever adds to a full queue waits.
/// </summary>
/// <param name="room">Most requests that wait.</param>
/// <param name="patience">How long a request that could have company waits for it, from its arrival.</param>
/// <param name="time">For the patience.</param>
internal sealed class RequestQueue(int room, TimeSpan patience, TimeProvider time)
{
    private readonly object _door = new();
    private readonly List<BatchRequest> _waiting = [];
    private bool _isClosed;

    public int Count
    {
        get
        {
            lock (_door)
            {
                return _waiting.Count;
            }
        }
    }

    /// <summary>Passes over a request that has been cancelled.</summary>
    public void Add(BatchRequest request)
    {
        lock (_door)
        {
            while (_waiting.Count >= room && !_isClosed && !request.End.IsCompleted)
            {
                Monitor.Wait(_door);
            }

            if (_isClosed)
            {
                request.Fail(new ObjectDisposedException(nameof(RequestQueue)));
            }
            else if (!request.End.IsCompleted)
            {
                request.Since = time.GetTimestamp();
                _waiting.Add(request);
                Monitor.PulseAll(_door);
            }
        }
    }

    /// <summary>Cancels those that no run has taken. What runs is not torn.</summary>
    public void Withdraw(IEnumerable<BatchRequest> requests, CancellationToken cancellation)
    {
        lock (_door)
        {
            foreach (var request in requests.Where(request => !request.IsTaken))
            {
                _waiting.Remove(request);
                request.Cancel(cancellation);
            }

            Monitor.PulseAll(_door);
        }
    }

    /// <summary>Fails who waits, and whoever comes.</summary>
    public void Close()
    {
        lock (_door)
        {
            _isClosed = true;
            _waiting.ForEach(request => request.Fail(new ObjectDisposedException(nameof(RequestQueue))));
            _waiting.Clear();
            Monitor.PulseAll(_door);
        }
    }

    /// <summary>Waits for requests.</summary>
    /// <param name="most">How many may run together, by their bucket.</param>
    /// <returns>Of one bucket, the oldest first; null when the queue is closed.</returns>
    public IReadOnlyList<BatchRequest>? Take(Func<string, int> most)
    {
        lock (_door)
        {
            while (!_isClosed)
            {
                if (_waiting.Count == 0)
                {
                    Monitor.Wait(_door);
                }
                else if (TryTake(most(_waiting[0].Bucket), out var taken, out var left))
                {
                    return taken;
                }
                else
                {
                    Monitor.Wait(_door, left);
                }
            }

            return null;
        }
    }

    private bool TryTake(int most, out List<BatchRequest> taken, out TimeSpan left)
    {
        var oldest = _waiting[0];
        taken = [.. _waiting.Where(request => request.Bucket == oldest.Bucket).Take(most)];
        left = patience - time.GetElapsedTime(oldest.Since);
        if (taken.Count < most && left > TimeSpan.Zero)
        {
            return false;
        }

        _waiting.RemoveAll(taken.Contains);
        taken.ForEach(request => request.IsTaken = true);
        Monitor.PulseAll(_door);
        return true;
    }
}
