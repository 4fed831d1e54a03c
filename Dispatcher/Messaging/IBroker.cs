namespace Pipeline.Dispatcher.Messaging;

/// <summary>
/// What is asked of the broker beside the streams of messages: its set-up, queue lengths and dead letters.
/// </summary>
public interface IBroker
{
    /// <summary>
    /// Declares what every dispatcher needs: the events' exchanges, the tracker's queue, dead and unroutable letters.
    /// </summary>
    /// <exception cref="RefusedException">The broker does not answer, does not let us in, or has a queue of other
    /// arguments.</exception>
    Task DeclareAsync(CancellationToken cancellation);

    /// <summary>Declares exchange and queue of a chain's jobs, the interactive ones too.</summary>
    /// <exception cref="RefusedException">As above.</exception>
    Task DeclareJobsAsync(string chain, CancellationToken cancellation);

    /// <summary>The queue's state, or null when there is no such queue.</summary>
    Task<QueueState?> LookAsync(string queue, CancellationToken cancellation);

    /// <summary>Whether the broker takes no messages because of an alarm.</summary>
    /// <returns>What to do about it, as a sentence; null where it takes them.</returns>
    Task<string?> FindAlarmAsync(CancellationToken cancellation);

    /// <summary>
    /// Offers what lies in a queue now, each letter once. Where <paramref name="handle"/> names an exchange, the letter
    /// is sent there and taken from the queue after the confirm; an empty name takes it away, and null lets it stay.
    /// </summary>
    /// <returns>Letters that were sent on.</returns>
    Task<int> SweepAsync(
        string queue, Func<DeadLetter, Task<string?>> handle, CancellationToken cancellation);
}
