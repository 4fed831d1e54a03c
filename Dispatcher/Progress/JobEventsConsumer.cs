using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Progress;

/// <summary>Hears how jobs ended: done, rejected, or given up by the worker after its retries.</summary>
internal sealed class JobEventsConsumer(JobTracker tracker)
    : IConsumer<BackgroundRemoved>, IConsumer<BackgroundRemovalFailed>, IConsumer<Fault<RemoveBackground>>
{
    public Task Consume(ConsumeContext<BackgroundRemoved> context)
    {
        tracker.OnRemoved(context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<BackgroundRemovalFailed> context)
    {
        tracker.OnFailed(context.Message.JobId, context.Message.Reason, context.Message.Detail);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<Fault<RemoveBackground>> context)
    {
        var cause = context.Message.Exceptions.FirstOrDefault();
        tracker.OnFailed(
            context.Message.Message.JobId, FailureReason.WorkerFault, $"{cause?.ExceptionType}: {cause?.Message}");
        return Task.CompletedTask;
    }
}
