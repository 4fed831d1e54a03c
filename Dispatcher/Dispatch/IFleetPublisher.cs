using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>Brings jobs and the events of batches to the broker.</summary>
internal interface IFleetPublisher
{
    /// <summary>Publishes jobs, many at once.</summary>
    /// <returns>Those that the broker has confirmed, and what happened to the others, if any.</returns>
    Task<PublishResult> PublishAsync(LedgerBatch batch, IReadOnlyList<WaitingJob> jobs, CancellationToken cancellation);

    /// <summary>Tells every worker not to begin jobs of the batch.</summary>
    Task CancelledAsync(BatchCancelled cancelled, CancellationToken cancellation);

    /// <summary>Tells everyone that a batch has ended.</summary>
    Task CompletedAsync(BatchCompleted completed, CancellationToken cancellation);

    /// <summary>Tells everyone that a job will have no end but this.</summary>
    Task FailedAsync(BackgroundRemovalFailed failed, CancellationToken cancellation);
}
