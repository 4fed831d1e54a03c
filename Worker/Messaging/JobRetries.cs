using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>
/// Puts a job off that failed for a reason that may pass: to a queue from which the broker sends it back after a while.
/// The broker does the waiting, so that no worker holds the job and none loses it.
/// </summary>
internal sealed partial class JobRetries(
    IEventBus bus, IOptions<FleetOptions> options, TimeProvider time, ILogger<JobRetries> logger)
{
    private static readonly TimeSpan BetweenSends = TimeSpan.FromSeconds(5);

    /// <param name="context">The job.</param>
    /// <param name="home">The queue that it came from and returns to.</param>
    /// <param name="cause">What it failed of.</param>
    /// <param name="cancellation">The worker is about to stop.</param>
    /// <returns>False when the job has had its attempts; true when the broker has confirmed that it keeps it.</returns>
    public async Task<bool> TryPutOffAsync(
        ConsumeContext<RemoveBackground> context, string home, Exception cause, CancellationToken cancellation)
    {
        var attempts = 1 + context.Read(JobHeaders.Attempts, int.TryParse, 0);
        var since = context.Read(JobHeaders.Since, DateTimeOffset.TryParse, time.GetUtcNow());
        var delays = options.Value.RetryDelays;
        var delay = delays[Math.Min(attempts, delays.Count) - 1];
        var passes = cause is IOException;
        if (time.GetUtcNow() + delay - since > TimeSpan.FromMinutes(options.Value.DeadlineMinutes)
            || (!passes && attempts >= options.Value.UnexpectedAttempts))
        {
            return false;
        }

        var queue = EndpointNames.Retry(home, delay);
        LogPutOff(context.Message.JobId, attempts, queue, cause.GetType().Name, cause.Message);
        await SendUntilConfirmedAsync(context, queue, send =>
        {
            send.Headers.Set(JobHeaders.Attempts, attempts.ToString(CultureInfo.InvariantCulture));
            send.Headers.Set(JobHeaders.Since, since.ToString("O", CultureInfo.InvariantCulture));
            send.Headers.Set(JobHeaders.Cause, cause.GetType().Name);
        }, cancellation);
        return true;
    }

    /// <summary>Goes on until it is done or the worker stops, when the job goes back to its queue by itself.</summary>
    private async Task SendUntilConfirmedAsync(
        ConsumeContext<RemoveBackground> context,
        string queue,
        Action<SendContext> complete,
        CancellationToken cancellation)
    {
        while (true)
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.PublishSeconds));
            try
            {
                var exchange = await bus.GetSendEndpoint(new Uri($"exchange:{queue}"));
                await exchange.Send(context.Message, send =>
                {
                    send.MessageId = context.MessageId ?? context.Message.JobId;
                    send.Headers.Set(JobHeaders.Batch, context.Message.BatchId.ToString());
                    send.Headers.Set(JobHeaders.Sent, context.SentAt()?.ToString("O", CultureInfo.InvariantCulture));
                    ((RabbitMqSendContext)send.GetPayload<RabbitMqSendContext>()).Mandatory = true;
                    complete(send);
                }, deadline.Token).WaitAsync(deadline.Token);
                return;
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LogNotKept(context.Message.JobId, queue, e.Message);
                await Task.Delay(BetweenSends, time, cancellation);
            }
        }
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Job {JobId}: attempt {Attempt} failed, it waits in {Queue}: {Kind}: {Reason}")]
    private partial void LogPutOff(Guid jobId, int attempt, string queue, string kind, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Job {JobId} could not be put into {Queue}, and is held meanwhile: {Reason}")]
    private partial void LogNotKept(Guid jobId, string queue, string reason);
}
