using Pipeline.Contracts;
using Pipeline.Worker.Storage;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Storage;

public sealed class LocalFolderBlobStoreTests : IDisposable
{
    private readonly TemporaryStore _folders = new();

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task What_is_written_is_read_back_with_an_etag_of_its_content()
    {
        var blob = TemporaryStore.Cutout("a/b/c.png");

        Assert.True(await _folders.Store.WriteAsync(blob, [1, 2, 3], "image/png", replace: false, None));
        var read = await _folders.Store.ReadAsync(blob, 100, None);

        Assert.Equal([1, 2, 3], read!.Bytes);
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", read.ETag);
        Assert.Equal(3, await _folders.Store.FindLengthAsync(blob, None));
    }

    [Fact]
    public async Task What_is_not_there_is_null()
    {
        Assert.Null(await _folders.Store.ReadAsync(TemporaryStore.Photo("no/such.jpg"), 100, None));
        Assert.Null(await _folders.Store.FindLengthAsync(TemporaryStore.Photo("no/such.jpg"), None));
        await _folders.Store.DeleteAsync(TemporaryStore.Photo("no/such.jpg"), None);
    }

    [Fact]
    public async Task A_blob_beyond_the_limit_is_not_read()
    {
        var blob = TemporaryStore.Photo("large.jpg");
        await _folders.Store.WriteAsync(blob, new byte[101], "image/jpeg", replace: false, None);

        await Assert.ThrowsAsync<BlobTooLargeException>(() => _folders.Store.ReadAsync(blob, 100, None));
    }

    [Fact]
    public async Task Without_leave_to_replace_the_first_stays()
    {
        var blob = TemporaryStore.Cutout("a.png");
        await _folders.Store.WriteAsync(blob, [1], "image/png", replace: false, None);

        Assert.False(await _folders.Store.WriteAsync(blob, [2], "image/png", replace: false, None));
        Assert.Equal([1], (await _folders.Store.ReadAsync(blob, 9, None))!.Bytes);

        Assert.True(await _folders.Store.WriteAsync(blob, [2], "image/png", replace: true, None));
        Assert.Equal([2], (await _folders.Store.ReadAsync(blob, 9, None))!.Bytes);
    }

    [Fact]
    public async Task Of_many_that_create_one_blob_exactly_one_wins_and_nothing_unfinished_is_left()
    {
        string[] names = [.. Enumerable.Range(10, 40).Select(round => $"{round}.png")];
        foreach (var name in names)
        {
            var blob = TemporaryStore.Cutout(name);

            var won = await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(() =>
                _folders.Store.WriteAsync(blob, [(byte)i], "image/png", replace: false, None))));

            Assert.Single(won, created => created);
        }

        Assert.Equal(names, _folders.Files("cutouts"));
    }

    [Fact]
    public async Task Nothing_is_reached_through_a_link()
    {
        var outside = Directory.CreateTempSubdirectory("pipeline-test-").FullName;
        File.WriteAllText(Path.Combine(outside, "secret.jpg"), "x");
        Directory.CreateSymbolicLink(_folders.PathOf(TemporaryStore.Photo("linked")), outside);
        File.CreateSymbolicLink(_folders.PathOf(TemporaryStore.Photo("link.jpg")), Path.Combine(outside, "secret.jpg"));

        foreach (var name in new[] { "linked/secret.jpg", "link.jpg" })
        {
            var blob = TemporaryStore.Photo(name);
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() => _folders.Store.ReadAsync(blob, 9, None));
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
                _folders.Store.WriteAsync(blob, [1], "image/png", replace: true, None));
        }

        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task Chosen_files_are_read_wherever_they_lie_and_nothing_else_and_never_written()
    {
        var outside = Directory.CreateTempSubdirectory("pipeline-test-").FullName;
        var target = Path.Combine(outside, "a.jpg");
        File.WriteAllBytes(target, [1, 2]);
        var link = Path.Combine(outside, "link.jpg");
        File.CreateSymbolicLink(link, target);
        var options = new StorageOptions();
        options.Files["photos"] = name => name == "SKU.jpg" ? link : null;
        var store = new LocalFolderBlobStore(Microsoft.Extensions.Options.Options.Create(options));
        var (chosen, other) = (TemporaryStore.Photo("SKU.jpg"), TemporaryStore.Photo("a.jpg"));

        Assert.Equal([1, 2], (await store.ReadAsync(chosen, 9, None))!.Bytes);
        Assert.Equal(2, await store.FindLengthAsync(chosen, None));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => store.ReadAsync(other, 9, None));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            store.WriteAsync(chosen, [1], "image/png", replace: true, None));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => store.DeleteAsync(chosen, None));
        Directory.Delete(outside, recursive: true);
    }

    [Fact]
    public async Task A_container_that_is_not_configured_is_refused()
    {
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() =>
            _folders.Store.ReadAsync(new BlobRef { Container = "etc", Name = "passwd" }, 9, None));
    }
}
