using Pipeline.Contracts;

namespace Pipeline.Services;

/// <summary>Events that answer a job, for workers that only pretend.</summary>
public static class Answers
{
    public static BackgroundRemoved Removed(RemoveBackground job) => new()
    {
        JobId = job.JobId,
        JobKey = job.JobKey,
        BatchId = job.BatchId,
        Source = job.Source,
        SourceETag = job.SourceETag,
        Renditions = [.. job.Destinations.Select(destination => new Rendition
        {
            Name = RenditionRecipe.UsualName,
            Blob = destination,
            ContentType = "image/png",
            Bytes = 17,
            Sha256 = new string('a', 64),
            Width = 4,
            Height = 3,
        })],
        Chain = job.Chain,
        Quality = new CutoutQuality
        {
            Confidence = 0.9,
            BandShare = 0.1,
            SubjectShare = 0.3,
            EdgesTouched = [],
            Warnings = [CutoutWarnings.WideBand],
        },
        Stages = [new StageTiming { Stage = "matte", Seconds = 0.25 }],
        FinishedAt = DateTimeOffset.UnixEpoch,
    };

    public static BackgroundRemovalFailed Failed(RemoveBackground job, FailureReason reason) => new()
    {
        JobId = job.JobId,
        JobKey = job.JobKey,
        BatchId = job.BatchId,
        Source = job.Source,
        Reason = reason,
        Detail = "It is no picture, or not wanted.",
        FailedAt = DateTimeOffset.UnixEpoch,
    };
}
