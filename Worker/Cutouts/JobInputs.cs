using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Worker.Imaging;
using Pipeline.Worker.Storage;

namespace Pipeline.Worker.Cutouts;

/// <summary>Reads what a job refers to, in exactly the versions that were submitted.</summary>
internal sealed class JobInputs(IBlobStore store, IOptions<ImageLimits> limits)
{
    /// <exception cref="JobRejectedException">Gone, changed, too large, or not to be read.</exception>
    /// <exception cref="IOException">The store did not answer: worth another try.</exception>
    public async Task<JobFiles> ReadAsync(RemoveBackground job, CancellationToken cancellation)
    {
        var photo = await ReadPhotoAsync(job, cancellation);
        var trimap = job.Trimap is { } supplied ? await ReadTrimapAsync(supplied, cancellation) : null;
        var backgrounds = new List<byte[]?>();
        foreach (var rendition in job.Recipe.Renditions)
        {
            backgrounds.Add(rendition.BackgroundPicture is { } picture ? await ReadBackgroundAsync(picture, cancellation) : null);
        }

        return new JobFiles(photo, trimap, backgrounds)
        {
            Names = [.. job.Destinations.Select(blob => Path.GetFileName(blob.Name))],
        };
    }

    private async Task<byte[]> ReadPhotoAsync(RemoveBackground job, CancellationToken cancellation) =>
        await ReadAsync(
            new VersionedBlob { Blob = job.Source, ETag = job.SourceETag },
            "photo",
            FailureReason.TooManyBytes,
            cancellation)
        ?? throw new JobRejectedException(FailureReason.SourceMissing, "The photo is gone.");

    private async Task<byte[]> ReadTrimapAsync(VersionedBlob trimap, CancellationToken cancellation) =>
        await ReadAsync(trimap, "trimap", FailureReason.NotATrimap, cancellation)
        ?? throw new JobRejectedException(FailureReason.TrimapMissing, "The trimap is gone.");

    private async Task<byte[]> ReadBackgroundAsync(VersionedBlob picture, CancellationToken cancellation) =>
        await ReadAsync(picture, "background picture", FailureReason.BackgroundUnusable, cancellation)
        ?? throw new JobRejectedException(FailureReason.BackgroundUnusable, "The background picture is gone.");

    private async Task<byte[]?> ReadAsync(
        VersionedBlob blob, string what, FailureReason tooLarge, CancellationToken cancellation)
    {
        try
        {
            return (await store.ReadAsync(blob, limits.Value.MaxBytes, cancellation))?.Bytes;
        }
        catch (BlobChangedException e)
        {
            throw new JobRejectedException(FailureReason.SourceChanged, $"The {what} is not the one submitted.", e);
        }
        catch (BlobTooLargeException e)
        {
            throw new JobRejectedException(tooLarge, limits.Value.TooManyBytes(what), e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new JobRejectedException(FailureReason.SourceUnreadable, $"The {what} may not be read.", e);
        }
    }
}
