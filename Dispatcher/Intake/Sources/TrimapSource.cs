using System.Runtime.CompilerServices;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>
/// Photos with the caller's own trimaps. One without a trimap is unusable: the chain does not guess where the caller
/// meant to say.
/// </summary>
internal sealed class TrimapSource(IBatchSource photos, TrimapPlace place, IPhotoStore store) : IBatchSource
{
    private const int Parallel = 32;

    public async IAsyncEnumerable<SourcePage> PagesAsync(
        ListingCheckpoint from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var page in photos.PagesAsync(from, cancellation))
        {
            var found = new SourcePhoto[page.Photos.Count];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
            await System.Threading.Tasks.Parallel.ForAsync(0, found.Length, parallel, async (i, token) =>
                found[i] = await FindAsync(page.Photos[i], token));
            yield return page with { Photos = found };
        }
    }

    private async Task<SourcePhoto> FindAsync(SourcePhoto photo, CancellationToken cancellation)
    {
        if (photo.Trouble is not null)
        {
            return photo;
        }

        return await store.FindAsync(place.Of(photo.Name), cancellation) is { Bytes: > 0 } trimap
            ? photo with { TrimapETag = trimap.ETag }
            : SourcePhoto.Unusable(
                photo.Container,
                photo.Name,
                "There is no trimap of the photo's name, or it is empty.",
                FailureReason.TrimapMissing);
    }
}
