using Pipeline.Contracts;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Storage;

namespace Pipeline.Dispatcher.Tests.Intake;

/// <summary>Which blobs and files a submission takes.</summary>
public sealed class SourcesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Blobs_are_photos_by_extension_or_media_type_and_the_others_are_counted()
    {
        var store = new ListedStore(
            Blob("a.jfif"), Blob("b.HEIC"), Blob("no-extension", "image/jpeg"), Blob("drawing", "image/svg+xml"),
            Blob("notes.txt", "text/plain"), Blob("unknown"), Blob(".pipeline/x.json"), Blob("thumbs/.x/y.jpg"));

        var page = Assert.Single(await PagesAsync(new BlobSource(store, ContainerPath.Parse("photos"))));

        Assert.Equal(["a.jfif", "b.HEIC", "no-extension"], page.Photos.Select(photo => photo.Name));
        Assert.Equal(3, page.LeftOut);
    }

    [Fact]
    public async Task A_folder_is_uploaded_by_content_through_links_and_what_cannot_be_decoded_is_not_uploaded()
    {
        var target = _folder.Write("elsewhere/a.jpg", "one");
        _folder.Write("photos/b.heic", [0, 0, 0, 0x18, .. "ftypheic\0\0\0\0mif1heic"u8]);
        _folder.Write("photos/notes.txt");
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "photos/SKU-1.jpg"), target);
        var store = new ListedStore();
        var photos = Path.Combine(_folder.Path, "photos");
        var place = ContainerPath.Parse("uploads/shop");

        var page = Assert.Single(await PagesAsync(new FolderSource(store, photos, place)));

        Assert.Equal("one", store.Uploads["shop/SKU-1.jpg"]);
        Assert.Single(store.Uploads);
        Assert.Equal(
            [("shop/SKU-1.jpg", null), ("shop/b.heic", FailureReason.UnsupportedFormat)],
            page.Photos.Select(photo => (photo.Name, photo.Trouble)));
        Assert.Equal(1, page.LeftOut);
        Assert.Equal(1, FolderSource.Preview(photos, place, CancellationToken.None).LeftOut);
    }

    private static StoredPhoto Blob(string name, string? mediaType = null) => new(name, "1", 17, MediaType: mediaType);

    private static async Task<List<SourcePage>> PagesAsync(IBatchSource source)
    {
        var pages = new List<SourcePage>();
        await foreach (var page in source.PagesAsync(new ListingCheckpoint(), TestContext.Current.CancellationToken))
        {
            pages.Add(page);
        }

        return pages;
    }
}
