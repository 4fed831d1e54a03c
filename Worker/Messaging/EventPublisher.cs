using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Publishes how jobs ended: raw JSON with the headers of CloudEvents, which every client can read.
/// </summary>
internal sealed partial class EventPublisher(
    IEventBus bus, IOptions<FleetOptions> options, ILogger<EventPublisher> logger)
{
    public Task PublishAsync(BackgroundRemoved removed, CancellationToken cancellation) => PublishAsync(
        removed, EventNames.BackgroundRemoved, removed.JobId, removed.BatchId, removed.FinishedAt, "", cancellation);

    public Task PublishAsync(BackgroundRemovalFailed failed, CancellationToken cancellation) => PublishAsync(
        failed,
        EventNames.BackgroundRemovalFailed,
        failed.JobId,
        failed.BatchId,
        failed.FailedAt,
        // A job may fail again, in this batch or in another, which is another event.
        string.Create(CultureInfo.InvariantCulture, $"/{failed.BatchId}/{failed.FailedAt.ToUnixTimeMilliseconds()}"),
        cancellation);

    /// <summary>
    /// A broker that does not confirm in time, or has nobody who listens, keeps no job from being acknowledged: the
    /// commit record stands, and a job that nobody heard of is sent again, which publishes its event again.
    /// </summary>
    private async Task PublishAsync<T>(
        T message, string type, Guid job, Guid batch, DateTimeOffset at, string moment, CancellationToken cancellation)
        where T : class
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.PublishSeconds));
        try
        {
            await bus.Publish(
                message,
                context =>
                {
                    context.Mandatory = true;
                    context.Headers.Set(JobHeaders.Batch, batch.ToString());
                    CloudEvent.Describe(context, options.Value.EventSource, type, $"{job}{moment}", $"{job}", at);
                },
                deadline.Token).WaitAsync(deadline.Token);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            LogUnheard(type, job, e is OperationCanceledException ? "the broker did not confirm in time" : e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Event {Type} of job {JobId} was not delivered: {Reason}")]
    private partial void LogUnheard(string type, Guid jobId, string reason);
}
