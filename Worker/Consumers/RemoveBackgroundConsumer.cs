using MassTransit;
using Microsoft.Extensions.Logging;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Worker.Consumers;

/// <summary>
/// From the message to the job, from its outcome to the event. A rejected photo is a result, not an error.
/// </summary>
internal sealed partial class RemoveBackgroundConsumer(
    CutoutJob job, TimeProvider time, ILogger<RemoveBackgroundConsumer> logger) : IConsumer<RemoveBackground>
{
    public async Task Consume(ConsumeContext<RemoveBackground> context)
    {
        try
        {
            var removed = await job.RunAsync(context.Message, context.CancellationToken);
            await context.Publish(removed, context.CancellationToken);
            LogRemoved(context.Message.JobId, context.Message.Source, removed.Quality?.Confidence);
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
