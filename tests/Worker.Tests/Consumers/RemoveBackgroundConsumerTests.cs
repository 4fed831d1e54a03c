using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Worker.Chains;
using Pipeline.Worker.Storage;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Consumers;

/// <summary>The consumer on a bus, with the retries of its definition.</summary>
public sealed class RemoveBackgroundConsumerTests : IDisposable
{
    /// <summary>Cancelled: what has come is looked at without waiting for more.</summary>
    private static readonly CancellationToken SoFar = new(canceled: true);

    private readonly TemporaryStore _folders = new();

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_job_from_the_queue_of_its_chain_ends_in_one_completion_event()
    {
        await using var services = Services(_folders.Store);
        var harness = await StartAsync(services);
        var job = await SubmitAsync(services, "disc.png", Pictures.Encode(Pictures.Disc()));

        Assert.True(await harness.Published.Any<BackgroundRemoved>(m => m.Context.Message.JobId == job.JobId));
        Assert.Single(harness.Published.Select<BackgroundRemoved>(SoFar));
        Assert.Empty(harness.Published.Select<Fault<RemoveBackground>>(SoFar));
    }

    [Fact]
    public async Task A_bad_photo_is_a_result_and_is_not_tried_again()
    {
        var store = new CountingStore(_folders.Store);
        await using var services = Services(store);
        var harness = await StartAsync(services);
        await SubmitAsync(services, "text.jpg", "no picture"u8.ToArray());

        Assert.True(await harness.Published.Any<BackgroundRemovalFailed>(m =>
            m.Context.Message.Reason == FailureReason.NotAnImage));
        Assert.Empty(harness.Published.Select<Fault<RemoveBackground>>(SoFar));
        Assert.Equal(1, store.SourceReads);
    }

    [Fact]
    public async Task Trouble_with_the_store_is_tried_again_and_then_succeeds()
    {
        var store = new CountingStore(_folders.Store) { FailFirst = 2 };
        await using var services = Services(store);
        var harness = await StartAsync(services);
        await SubmitAsync(services, "disc.png", Pictures.Encode(Pictures.Disc()));

        Assert.True(await harness.Published.Any<BackgroundRemoved>());
        Assert.Equal(3, store.SourceReads);
    }

    [Fact]
    public async Task Trouble_that_stays_ends_as_a_fault_after_the_last_try()
    {
        var store = new CountingStore(_folders.Store) { FailFirst = int.MaxValue };
        await using var services = Services(store);
        var harness = await StartAsync(services);
        await SubmitAsync(services, "disc.png", Pictures.Encode(Pictures.Disc()));

        Assert.True(await harness.Published.Any<Fault<RemoveBackground>>());
        Assert.Equal(3, store.SourceReads);
        Assert.Empty(harness.Published.Select<BackgroundRemoved>(SoFar));
    }

    private static ServiceProvider Services(IBlobStore store)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddWorker();
        services.AddSingleton(store);
        services.AddMassTransitTestHarness(bus => bus.AddWorkerConsumers());
        return services.BuildServiceProvider(validateScopes: true);
    }

    private static async Task<ITestHarness> StartAsync(ServiceProvider services)
    {
        var harness = services.GetTestHarness();
        harness.TestTimeout = TimeSpan.FromSeconds(60);
        harness.TestInactivityTimeout = TimeSpan.FromSeconds(20);
        await harness.Start();
        return harness;
    }

    private async Task<RemoveBackground> SubmitAsync(ServiceProvider services, string name, byte[] photo)
    {
        var source = TemporaryStore.Photo(name);
        await _folders.Store.WriteAsync(source, photo, "x", replace: false, CancellationToken.None);
        var chain = services.GetRequiredService<IInstalledChains>().Resolve("standard");
        var stored = await _folders.Store.ReadAsync(source, long.MaxValue, CancellationToken.None);
        var job = new RemoveBackground
        {
            JobId = NewId.NextGuid(),
            JobKey = new string('b', 64),
            BatchId = NewId.NextGuid(),
            Source = source,
            SourceETag = stored!.ETag,
            Destinations = [TemporaryStore.Cutout(Path.ChangeExtension(name, ".png"))],
            Recipe = new CutoutRecipe(),
            Chain = chain,
        };
        var bus = services.GetRequiredService<IBus>();
        var queue = await bus.GetSendEndpoint(EndpointNames.RemoveBackgroundAddress(chain.Name));
        await queue.Send(job);
        return job;
    }

    /// <summary>Counts the reads of photos and fails the first of them as a store does that is away.</summary>
    private sealed class CountingStore(IBlobStore inner) : IBlobStore
    {
        private int _sourceReads;

        public int FailFirst { get; init; }

        public int SourceReads => _sourceReads;

        public Task<BlobContent?> ReadAsync(BlobRef blob, long maxBytes, CancellationToken cancellation)
        {
            if (blob.Container == "photos" && Interlocked.Increment(ref _sourceReads) <= FailFirst)
            {
                throw new IOException("The store is away.");
            }

            return inner.ReadAsync(blob, maxBytes, cancellation);
        }

        public Task<long?> FindLengthAsync(BlobRef blob, CancellationToken cancellation) =>
            inner.FindLengthAsync(blob, cancellation);

        public Task<bool> WriteAsync(
            BlobRef blob, byte[] content, string contentType, bool replace, CancellationToken cancellation) =>
            inner.WriteAsync(blob, content, contentType, replace, cancellation);

        public Task DeleteAsync(BlobRef blob, CancellationToken cancellation) => inner.DeleteAsync(blob, cancellation);
    }
}
