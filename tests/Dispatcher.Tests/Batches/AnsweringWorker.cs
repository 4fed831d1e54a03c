using MassTransit;
using Pipeline.Contracts;

namespace Pipeline.Dispatcher.Tests.Batches;

/// <summary>A worker without pictures: the photo's name says how its job ends.</summary>
internal sealed class AnsweringWorker : IConsumer<RemoveBackground>
{
    private static readonly Lock Gate = new();
    private static int _atOnce;
    private static int _most;

    public static int MostAtOnce => _most;

    public static void Reset() => _most = 0;

    public async Task Consume(ConsumeContext<RemoveBackground> context)
    {
        lock (Gate)
        {
            _most = Math.Max(_most, ++_atOnce);
        }

        try
        {
            await Task.Delay(5);
            await AnswerAsync(context);
        }
        finally
        {
            lock (Gate)
            {
                _atOnce--;
            }
        }
    }

    private static Task AnswerAsync(ConsumeContext<RemoveBackground> context)
    {
        var job = context.Message;
        Assert.Equal(job.JobId, context.MessageId);
        return job.Source.Name.Split('-', '.')[0] switch
        {
            "done" => context.Publish(Removed(job, job.BatchId)),
            "earlier" => context.Publish(Removed(job, NewId.NextGuid())),
            "never" => Task.CompletedTask,
            "reject" => context.Publish(Rejected(job)),
            var other => throw new InvalidOperationException(other),
        };
    }

    private static BackgroundRemovalFailed Rejected(RemoveBackground job) => new()
    {
        JobId = job.JobId,
        JobKey = job.JobKey,
        BatchId = job.BatchId,
        Source = job.Source,
        Reason = FailureReason.NotAnImage,
        Detail = "No picture.",
        FailedAt = DateTimeOffset.UnixEpoch,
    };

    private static BackgroundRemoved Removed(RemoveBackground job, Guid batch) => new()
    {
        JobId = job.JobId,
        JobKey = job.JobKey,
        BatchId = batch,
        Source = job.Source,
        SourceETag = job.SourceETag,
        Trimap = job.Trimap,
        Renditions =
        [
            new Rendition
            {
                Name = RenditionRecipe.UsualName,
                Blob = job.Destinations[0],
                ContentType = "image/png",
                Bytes = 1,
                Sha256 = "00",
                Width = 1,
                Height = 1,
            },
        ],
        Chain = job.Chain,
        Stages = [],
        FinishedAt = DateTimeOffset.UnixEpoch,
    };
}
