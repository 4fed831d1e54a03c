using MassTransit;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Consumers;

/// <summary>
/// From the message to the job, from its outcome to the event. A rejected photo is a result, not an error. Where the
/// store can keep nothing, the host is told, and no further job is begun.
/// </summary>
internal sealed partial class RemoveBackgroundConsumer(
    CutoutJob job, StoreFailure failure, TimeProvider time, ILogger<RemoveBackgroundConsumer> logger)
    : IConsumer<RemoveBackground>
{
    public async Task Consume(ConsumeContext<RemoveBackground> context)
    {
        if (failure.Token.IsCancellationRequested)
        {
            return;
        }

        try
        {
            var removed = await job.RunAsync(context.Message, context.CancellationToken);
            await context.Publish(removed, context.CancellationToken);
            LogRemoved(context.Message.JobId, context.Message.Source, removed.Quality?.Confidence);
        }
        catch (StoreUnusableException e)
        {
            failure.Report(e);
        }
        catch (JobRejectedException e)
        {
            await context.Publish(Failed(context.Message, e), context.CancellationToken);
            LogRejected(context.Message.JobId, context.Message.Source, e.Reason, e.InnerException);
        }
    }

    private BackgroundRemovalFailed Failed(RemoveBackground message, JobRejectedException rejection) => new()
    {
        JobId = message.JobId,
        JobKey = message.JobKey,
        BatchId = message.BatchId,
        Source = message.Source,
        Reason = rejection.Reason,
        Detail = rejection.Message,
        FailedAt = time.GetUtcNow(),
    };

    [LoggerMessage(Level = LogLevel.Debug, Message = "Job {JobId}: {Source} is done, confidence {Confidence}")]
    private partial void LogRemoved(Guid jobId, BlobRef source, double? confidence);

    [LoggerMessage(Level = LogLevel.Information, Message = "Job {JobId}: {Source} is rejected, {Reason}")]
    private partial void LogRejected(Guid jobId, BlobRef source, FailureReason reason, Exception? cause);
}
