using System.Collections.Concurrent;
using System.Globalization;
using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;

namespace Pipeline.Dispatcher.Dispatch;

/// <summary>
/// Publishes over MassTransit with confirms, a deadline, and the mandatory flag: without that the broker confirms and
/// drops what no queue is bound for.
/// </summary>
internal sealed class FleetPublisher(
    IPublishingBus bus,
    JobMessages messages,
    IOptions<BrokerOptions> options,
    IOptions<FleetOptions> fleet,
    TimeProvider time)
    : IFleetPublisher
{
    public async Task<PublishResult> PublishAsync(
        LedgerBatch batch, IReadOnlyList<WaitingJob> jobs, CancellationToken cancellation)
    {
        var endpoint = await bus.GetSendEndpoint(AddressOf(batch));
        var confirmed = new ConcurrentBag<long>();
        var unusable = new ConcurrentBag<GivenUpJob>();
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = options.Value.ParallelPublishes,
            CancellationToken = cancellation,
        };
        try
        {
            await Parallel.ForEachAsync(jobs, parallel, async (job, token) =>
            {
                try
                {
                    await SendAsync(endpoint, await messages.MakeAsync(batch, job, token), token);
                    confirmed.Add(job.Seq);
                }
                catch (UnusableJobException e)
                {
                    unusable.Add(new GivenUpJob(job, e.Reason, e.Message));
                }
            });
            return new PublishResult([.. confirmed], [.. unusable], null);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            return new PublishResult([.. confirmed], [.. unusable], e);
        }
    }

    public Task CancelledAsync(BatchCancelled cancelled, CancellationToken cancellation) => SayAsync(
        cancelled, EventNames.BatchCancelled, cancelled.BatchId, cancelled.CancelledAt, Moment(cancelled.CancelledAt), cancellation);

    public Task CompletedAsync(BatchCompleted completed, CancellationToken cancellation) => SayAsync(
        completed, EventNames.BatchCompleted, completed.BatchId, completed.CompletedAt, Moment(completed.CompletedAt), cancellation);

    public Task FailedAsync(BackgroundRemovalFailed failed, CancellationToken cancellation) => SayAsync(
        failed, EventNames.BackgroundRemovalFailed, failed.JobId, failed.FailedAt, Moment(failed.FailedAt), cancellation);

    /// <summary>A batch that is retried ends once more, which is another event.</summary>
    private static string Moment(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    private Task SendAsync(ISendEndpoint endpoint, RemoveBackground job, CancellationToken cancellation) => InTimeAsync(
        inTime => endpoint.Send(job, context => Address(context, job), inTime), cancellation);

    private void Address(SendContext context, RemoveBackground job)
    {
        // A worker that has heard of a cancellation takes what was sent after it.
        context.Headers.Set(JobHeaders.Sent, time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture));
        context.MessageId = job.JobId;
        context.Headers.Set(JobHeaders.Batch, job.BatchId.ToString());
        if (context.TryGetPayload<RabbitMqSendContext>(out var rabbit))
        {
            rabbit.Mandatory = true;
        }
    }

    private Uri AddressOf(LedgerBatch batch) => new("exchange:" + (fleet.Value.IsInteractive(batch)
        ? EndpointNames.RemoveBackgroundInteractive(batch.Settings.Chain.Name)
        : EndpointNames.RemoveBackground(batch.Settings.Chain.Name)));

    private async Task SayAsync<T>(
        T message, string type, Guid subject, DateTimeOffset at, string moment, CancellationToken cancellation)
        where T : class
    {
        await InTimeAsync(
            inTime => bus.Publish(
                message,
                context => CloudEvent.Describe(context, type, subject.ToString(), at, subject + moment),
                inTime),
            cancellation);
    }

    /// <summary>A blocked connection waits without looking at its token, so that we do.</summary>
    private async Task InTimeAsync(Func<CancellationToken, Task> publish, CancellationToken cancellation)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(TimeSpan.FromSeconds(options.Value.ConfirmSeconds));
        try
        {
            await publish(deadline.Token).WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // Without the cause, which says no more and would be shown in its place.
            throw new TimeoutException(
                $"The broker {options.Value} has not confirmed a message in {options.Value.ConfirmSeconds} s.");
        }
    }
}
