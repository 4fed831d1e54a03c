namespace Pipeline.Dispatcher.Batches;

/// <summary>Runs a planned batch to its end.</summary>
public interface IBatchRunner
{
    /// <param name="plan">The photos.</param>
    /// <param name="order">What is made of them.</param>
    /// <param name="observer">Told of each job that ends.</param>
    /// <param name="stopping">Begins no further jobs; those in flight are finished.</param>
    /// <param name="abandoning">Waits no longer for jobs in flight, which are counted as not done.</param>
    /// <returns>The counts, also after a stop.</returns>
    Task<BatchSummary> RunAsync(
        BatchPlan plan,
        BatchOrder order,
        IBatchObserver observer,
        CancellationToken stopping,
        CancellationToken abandoning);
}
