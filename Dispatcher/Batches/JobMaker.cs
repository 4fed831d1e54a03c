using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake;
using Pipeline.Dispatcher.Jobs;

namespace Pipeline.Dispatcher.Batches;

/// <summary>From a planned photo to its job: looks up the versions of what the job refers to.</summary>
internal sealed class JobMaker(IPhotoIntake photos, ITrimapIntake trimaps)
{
    /// <exception cref="UnreadableInputException">The photo or its trimap is gone or may not be read.</exception>
    public async Task<RemoveBackground> MakeAsync(PlannedPhoto photo, BatchOrder order)
    {
        var etag = await VersionAsync(
            "photo", FailureReason.SourceMissing, () => photos.GetETagAsync(photo.Source, CancellationToken.None));
        var trimap = photo.Trimap is null ? null : new VersionedBlob
        {
            Blob = photo.Trimap,
            ETag = await VersionAsync(
                "trimap", FailureReason.TrimapMissing, () => trimaps.GetETagAsync(photo.Trimap, CancellationToken.None)),
        };
        var key = JobKey.Of(photo.Source, etag, order.Recipe, order.Chain, photo.Destinations, trimap?.ETag);
        return new RemoveBackground
        {
            JobId = JobKey.ToId(key),
            JobKey = key,
            BatchId = order.BatchId,
            Source = photo.Source,
            SourceETag = etag,
            Trimap = trimap,
            Destinations = photo.Destinations,
            Recipe = order.Recipe,
            Chain = order.Chain,
            IfExists = order.IfExists,
        };
    }

    private static async Task<string> VersionAsync(string what, FailureReason missing, Func<Task<string>> look)
    {
        try
        {
            return await look();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new UnreadableInputException(missing, $"The {what} is gone.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableInputException(FailureReason.SourceUnreadable, $"The {what} may not be read.", e);
        }
    }
}
