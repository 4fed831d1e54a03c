using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Intake.Sources;

/// <summary>
/// A local folder that is uploaded page by page as it is listed. What is there already with the same content is not
/// sent again, so an interrupted upload goes on where it was.
/// </summary>
internal sealed class FolderSource(IPhotoStore store, string folder, ContainerPath target) : IBatchSource
{
    private const int PageSize = 256;
    private const int Parallel = 8;

    public async IAsyncEnumerable<SourcePage> PagesAsync(
        ListingCheckpoint from, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await store.EnsureContainerAsync(target.Container, cancellation);
        var listing = List(folder, target, cancellation);
        var rest = listing.Items.Where(item =>
            from.LastName is null || string.CompareOrdinal(item.Name, from.LastName) > 0);
        var leftOut = listing.LeftOut.OtherFiles;
        var reached = from;
        foreach (var items in rest.Chunk(PageSize))
        {
            var photos = new SourcePhoto[items.Length];
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellation };
            await System.Threading.Tasks.Parallel.ForAsync(0, items.Length, parallel, async (i, token) =>
                photos[i] = await UploadAsync(items[i], token));
            reached = new ListingCheckpoint { LastName = items[^1].Name, Rows = reached.Rows + photos.Length };
            yield return new SourcePage(photos, reached, leftOut);
            leftOut = 0;
        }
    }

    /// <summary>What would be uploaded, without a version; for a look beforehand.</summary>
    public static SourcePage Preview(string folder, ContainerPath target, CancellationToken cancellation)
    {
        var listing = List(folder, target, cancellation);
        return new SourcePage(
            [.. listing.Items.Select(item => Placed(item, target))], new ListingCheckpoint(), listing.LeftOut.OtherFiles);
    }

    private static PhotoListing List(string folder, ContainerPath target, CancellationToken cancellation)
    {
        var options = new FolderIntakeOptions { Paths = [folder], Container = target.Container };
        return new FolderIntake(Options.Create(options)).List(cancellation);
    }

    private static SourcePhoto Placed(IntakeItem item, ContainerPath target)
    {
        var name = target.Prefix.Length == 0 ? item.Name : $"{target.Prefix.TrimEnd('/')}/{item.Name}";
        return item.Photo is null ? SourcePhoto.Unusable(target.Container, name, item.Trouble!, item.Reason)
            : BlobRef.IsName(name) ? new SourcePhoto { Container = target.Container, Name = name }
            : SourcePhoto.Unusable(target.Container, name, "The name would be too long.");
    }

    private async Task<SourcePhoto> UploadAsync(IntakeItem item, CancellationToken cancellation)
    {
        var photo = Placed(item, target);
        if (photo.Trouble is not null)
        {
            return photo;
        }

        try
        {
            var blob = new BlobRef { Container = photo.Container, Name = photo.Name };
            return photo with { ETag = (await store.UploadAsync(blob, item.File!, cancellation)).ETag };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return SourcePhoto.Unusable(photo.Container, photo.Name, "The file is gone or may not be read.");
        }
    }
}
