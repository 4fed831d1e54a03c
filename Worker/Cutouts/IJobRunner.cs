using Pipeline.Contracts;

namespace Pipeline.Worker.Cutouts;

/// <summary>One job from its message to its commit record.</summary>
internal interface IJobRunner
{
    /// <returns>The event to publish.</returns>
    /// <exception cref="JobRejectedException">A permanent failure: a result.</exception>
    /// <exception cref="IOException">The store did not answer: worth another try.</exception>
    Task<BackgroundRemoved> RunAsync(RemoveBackground job, CancellationToken cancellation);
}
