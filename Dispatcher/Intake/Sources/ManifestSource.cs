using System.Runtime.CompilerServices;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>
/// The photos of a manifest, in its order; versions that it does not state are looked up in the store.
/// </summary>
internal sealed class ManifestSource(IPhotoStore store, string path) : IBatchSource
{
    private const int PageSize = 1000;
    private const int Parallel = 32;

    public async IAsyncEnumerable<SourcePage> PagesAsync(
        ListingCheckpoint from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var reached = from;
        foreach (var rows in new ManifestReader(path).Read().Skip((int)from.Rows).Chunk(PageSize))
        {
            var photos = new SourcePhoto[rows.Length];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
            await System.Threading.Tasks.Parallel.ForAsync(0, rows.Length, parallel, async (i, token) =>
                photos[i] = await LookUpAsync(rows[i], token));
            reached = new ListingCheckpoint { LastName = rows[^1].Source, Rows = reached.Rows + photos.Length };
            yield return new SourcePage(photos, reached);
        }
    }

    private async Task<SourcePhoto> LookUpAsync(ManifestRow row, CancellationToken cancellation)
    {
        var slash = row.Source.IndexOf('/', StringComparison.Ordinal);
        if (row.Trouble is not null || slash < 0)
        {
            return SourcePhoto.Unusable("", row.Source, row.Trouble ?? "The source is not container/name.");
        }

        var (container, name) = (row.Source[..slash], row.Source[(slash + 1)..]);
        if (!ContainerPath.IsContainer(container) || !BlobRef.IsName(name))
        {
            return SourcePhoto.Unusable(container, name, "The source is not container/name as a store accepts it.");
        }

        var etag = row.ETag
            ?? (await store.FindAsync(new BlobRef { Container = container, Name = name }, cancellation))?.ETag;
        return etag is null
            ? SourcePhoto.Unusable(container, name, "There is no such blob.", FailureReason.SourceMissing)
            : new SourcePhoto { Container = container, Name = name, ETag = etag, Sku = row.Sku, Recipe = row.Recipe };
    }
}
