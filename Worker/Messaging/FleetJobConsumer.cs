using MassTransit;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// From the message to the attempt, from its outcome to the event; the broker hears last that the job is done. Nothing
/// but the stop of the worker is thrown: trouble ends as an event or waits on the broker.
/// </summary>
internal sealed partial class FleetJobConsumer(
    JobAttempt attempt, JobRetries retries, EventPublisher events, TimeProvider time, ILogger<FleetJobConsumer> logger)
    : IConsumer<RemoveBackground>
{
    public async Task Consume(ConsumeContext<RemoveBackground> context)
    {
        var job = context.Message;
        var cancellation = context.CancellationToken;
        var home = context.ReceiveContext.InputAddress.Segments[^1];
        var isUrgent = home == EndpointNames.RemoveBackgroundInteractive(job.Chain.Name);
        try
        {
            var removed = await attempt.RunAsync(
                job, context.SentAt(), context.ReceiveContext.Redelivered, isUrgent, cancellation);
            await events.PublishAsync(removed, cancellation);
            LogRemoved(job.JobId, job.Source, removed.Quality?.Confidence);
        }
        catch (JobRejectedException e)
        {
            await events.PublishAsync(Failed(job, e.Reason, e.Message), cancellation);
            LogRejected(job.JobId, job.Source, e.Reason, e.Message);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            if (!await retries.TryPutOffAsync(context, home, e, cancellation))
            {
                LogGivenUp(job.JobId, job.Source, e);
                await events.PublishAsync(
                    Failed(job, FailureReason.WorkerFault, $"Given up after its retries: {e.GetType().Name}."),
                    cancellation);
            }
        }
    }

    private BackgroundRemovalFailed Failed(RemoveBackground job, FailureReason reason, string detail) => new()
    {
        JobId = job.JobId,
        JobKey = job.JobKey,
        BatchId = job.BatchId,
        Source = job.Source,
        Reason = reason,
        Detail = detail,
        FailedAt = time.GetUtcNow(),
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Job {JobId}: {Source} is done, confidence {Confidence}")]
    private partial void LogRemoved(Guid jobId, BlobRef source, double? confidence);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: {Source} is rejected, {Reason}: {Detail}")]
    private partial void LogRejected(Guid jobId, BlobRef source, FailureReason reason, string detail);

    [LoggerMessage(Level = LogLevel.Error, Message = "Job {JobId}: {Source} is given up after its retries")]
    private partial void LogGivenUp(Guid jobId, BlobRef source, Exception cause);
}
