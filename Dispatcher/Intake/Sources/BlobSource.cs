using System.Runtime.CompilerServices;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>
/// A container or a prefix in it. Photos are told by their extension or media type, which the listing holds already: to
/// read the first bytes of each blob would take a request each. What is no photo by these is passed over and counted;
/// what the pipeline keeps beside its results is passed over. Workers look at the content.
/// </summary>
internal sealed class BlobSource(IPhotoStore store, ContainerPath path) : IBatchSource
{
    /// <summary>Azure's own most.</summary>
    private const int PageSize = 5000;

    public async IAsyncEnumerable<SourcePage> PagesAsync(
        ListingCheckpoint from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reached = from;
        var token = from.Token;
        var isAgain = token is null && from.LastName is not null;
        do
        {
            (var page, var restarted) = await NextAsync(token, cancellation);
            isAgain |= restarted;
            token = page.Next;
            // Names up to the checkpoint come again in a listing that begins anew. Only there: a store may sort
            // otherwise.
            var fresh = page.Photos.Where(photo => !isAgain || reached.LastName is null
                || string.CompareOrdinal(photo.Name, reached.LastName) > 0).ToList();
            var photos = fresh.Where(IsPhoto).Select(ToSource).ToList();
            reached = new ListingCheckpoint
            {
                Token = token,
                LastName = fresh.Count > 0 ? fresh[^1].Name : reached.LastName,
                Rows = reached.Rows + photos.Count,
            };
            yield return new SourcePage(photos, reached, fresh.Count(IsOther));
        }
        while (token is not null);
    }

    private async Task<(StoredPage Page, bool Restarted)> NextAsync(string? token, CancellationToken cancellation)
    {
        try
        {
            return (await store.ListAsync(path.Container, path.Prefix, token, PageSize, cancellation), false);
        }
        catch (StaleTokenException)
        {
            return (await store.ListAsync(path.Container, path.Prefix, null, PageSize, cancellation), true);
        }
    }

    private static bool IsPhoto(StoredPhoto blob) => !PhotoNames.IsHidden(blob.Name) && LooksLikePhoto(blob);

    private static bool IsOther(StoredPhoto blob) => !PhotoNames.IsHidden(blob.Name) && !LooksLikePhoto(blob);

    private static bool LooksLikePhoto(StoredPhoto blob) => PhotoNames.IsPhoto(blob.Name)
        || (blob.MediaType?.StartsWith("image/", StringComparison.OrdinalIgnoreCase) == true
            && !blob.MediaType.StartsWith("image/svg", StringComparison.OrdinalIgnoreCase));

    private SourcePhoto ToSource(StoredPhoto photo) => photo.Bytes == 0
        ? SourcePhoto.Unusable(path.Container, photo.Name, "The file is empty.")
        : !BlobRef.IsName(photo.Name)
        ? SourcePhoto.Unusable(path.Container, photo.Name, "The name has an empty or dotted part, a backslash or a control character.")
        : new SourcePhoto { Container = path.Container, Name = photo.Name, ETag = photo.ETag };
}
