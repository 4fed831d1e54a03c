using Pipeline.Contracts;
using Pipeline.Worker.Storage;

namespace Pipeline.Fleet.Tests.Storage;

/// <summary>What the worker relies on, whatever keeps its blobs.</summary>
public abstract class BlobStoreConformance
{
    private protected static CancellationToken None => TestContext.Current.CancellationToken;

    /// <summary>The store, with <see cref="Blob"/>'s container in it.</summary>
    private protected abstract Task<IBlobStore> StoreAsync();

    /// <summary>A blob of the test's own container.</summary>
    private protected abstract BlobRef Blob(string name);

    [Fact]
    public async Task What_is_written_is_read_back_with_its_version()
    {
        var store = await StoreAsync();
        var blob = Blob("a/b c/ü+%.png");

        Assert.True(await store.WriteAsync(blob, [1, 2, 3], "image/png", replace: false, None));
        var read = await store.ReadAsync(blob, 3, None);

        Assert.Equal([1, 2, 3], read!.Bytes);
        Assert.Equal(3, await store.FindLengthAsync(blob, None));
        Assert.Equal(read.ETag, (await store.ReadAsync(blob, 3, None))!.ETag);
        Assert.Equal([1, 2, 3], (await store.ReadAsync(Version(blob, read.ETag), 3, None))!.Bytes);
    }

    [Fact]
    public async Task Another_content_is_another_version()
    {
        var store = await StoreAsync();
        var blob = Blob("a.png");
        await store.WriteAsync(blob, [1], "image/png", replace: false, None);
        var before = (await store.ReadAsync(blob, 9, None))!.ETag;

        await store.WriteAsync(blob, [2], "image/png", replace: true, None);

        Assert.NotEqual(before, (await store.ReadAsync(blob, 9, None))!.ETag);
        await Assert.ThrowsAsync<BlobChangedException>(() => store.ReadAsync(Version(blob, before), 9, None));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_deleting_it_is_no_error()
    {
        var store = await StoreAsync();
        var blob = Blob("no/such.jpg");
        await store.WriteAsync(Blob("another.jpg"), [1], "image/jpeg", replace: false, None);

        Assert.Null(await store.ReadAsync(blob, 9, None));
        Assert.Null(await store.ReadAsync(Version(blob, "0x1"), 9, None));
        Assert.Null(await store.FindLengthAsync(blob, None));
        await store.DeleteAsync(blob, None);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_and_can_be_created_again()
    {
        var store = await StoreAsync();
        var blob = Blob("a.png");
        await store.WriteAsync(blob, [1], "image/png", replace: false, None);

        await store.DeleteAsync(blob, None);

        Assert.Null(await store.ReadAsync(blob, 9, None));
        Assert.True(await store.WriteAsync(blob, [2], "image/png", replace: false, None));
    }

    [Fact]
    public async Task A_blob_beyond_the_limit_is_not_read()
    {
        var store = await StoreAsync();
        var blob = Blob("large.jpg");
        await store.WriteAsync(blob, new byte[101], "image/jpeg", replace: false, None);

        await Assert.ThrowsAsync<BlobTooLargeException>(() => store.ReadAsync(blob, 100, None));
        Assert.Equal(101, (await store.ReadAsync(blob, 101, None))!.Bytes.Length);
    }

    [Fact]
    public async Task Without_leave_to_replace_the_first_stays()
    {
        var store = await StoreAsync();
        var blob = Blob("a.png");
        await store.WriteAsync(blob, [1], "image/png", replace: false, None);

        Assert.False(await store.WriteAsync(blob, [2], "image/png", replace: false, None));
        Assert.Equal([1], (await store.ReadAsync(blob, 9, None))!.Bytes);

        Assert.True(await store.WriteAsync(blob, [2], "image/png", replace: true, None));
        Assert.Equal([2], (await store.ReadAsync(blob, 9, None))!.Bytes);
    }

    [Fact]
    public async Task Of_sixteen_that_create_one_blob_exactly_one_wins()
    {
        var store = await StoreAsync();
        foreach (var round in Enumerable.Range(0, 5))
        {
            var blob = Blob($"{round}.png");

            var won = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => Task.Run(() =>
                store.WriteAsync(blob, [(byte)i], "image/png", replace: false, None))));

            Assert.Single(won, created => created);
            Assert.Equal([(byte)Array.IndexOf(won, true)], (await store.ReadAsync(blob, 9, None))!.Bytes);
        }
    }

    [Fact]
    public async Task An_empty_blob_is_a_blob()
    {
        var store = await StoreAsync();
        var blob = Blob("empty");

        Assert.True(await store.WriteAsync(blob, [], "text/plain", replace: false, None));

        Assert.Empty((await store.ReadAsync(blob, 0, None))!.Bytes);
        Assert.Equal(0, await store.FindLengthAsync(blob, None));
    }

    [Fact]
    public async Task Who_cancels_hears_of_a_cancellation()
    {
        var store = await StoreAsync();
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            store.WriteAsync(Blob("a.png"), [1], "image/png", replace: false, cancelled.Token));
    }

    private static VersionedBlob Version(BlobRef blob, string etag) => new() { Blob = blob, ETag = etag };
}
