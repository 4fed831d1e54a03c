using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Batches;
using Pipeline.Dispatcher.Intake;

namespace Pipeline.Dispatcher.Tests.Batches;

/// <summary>The dispatcher on a real in-memory bus, against a worker that answers by the photo's name.</summary>
public sealed class BatchRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_photo_ends_in_one_outcome_and_the_counts_agree()
    {
        foreach (var name in new[] { "done-1.jpg", "done-2.jpg", "earlier.jpg", "reject.jpg", "throw.jpg" })
        {
            _folder.Write(name);
        }

        var (summary, seen) = await RunAsync();

        Assert.Equal(5, seen.Count);
        Assert.Equal(2, summary.CutOut);
        Assert.Equal(1, summary.AlreadyDone);
        Assert.Equal(
            [("reject.jpg", FailureReason.NotAnImage), ("throw.jpg", FailureReason.WorkerFault)],
            summary.Failures.Select(f => (f.Photo, f.Reason)).Order());
        Assert.Equal(0, summary.NotDone);
        Assert.False(summary.Complete);
    }

    [Fact]
    public async Task What_cannot_be_named_or_read_is_a_stated_failure_and_no_job()
    {
        _folder.Write("new\nline.jpg");
        _folder.Write("done.jpg");
        var gone = _folder.Write("gone.jpg");

        var (summary, _) = await RunAsync(afterPlan: () => File.Delete(gone));

        Assert.Equal(1, summary.CutOut);
        Assert.Equal(
            [FailureReason.SourceUnreadable, FailureReason.SourceMissing],
            summary.Failures.Select(f => f.Reason));
    }

    [Fact]
    public async Task A_trimap_that_is_gone_since_the_plan_is_missing_and_the_others_go_along_in_their_jobs()
    {
        _folder.Write("done-1.jpg");
        _folder.Write("done-2.jpg");
        _folder.Write("trimaps/done-1.png");
        var gone = _folder.Write("trimaps/done-2.png");

        var (summary, seen) = await RunAsync(
            afterPlan: () => File.Delete(gone), trimaps: Path.Combine(_folder.Path, "trimaps"));

        Assert.Equal(FailureReason.TrimapMissing, Assert.Single(summary.Failures).Reason);
        var trimap = Assert.Single(seen.OfType<JobOutcome.CutOut>()).Event.Trimap;
        Assert.Equal(("trimaps/done-1.png", 64), (trimap!.Blob.ToString(), trimap.ETag.Length));
    }

    [Fact]
    public async Task A_stop_begins_no_further_jobs_and_follows_those_in_flight()
    {
        for (var i = 0; i < 50; i++)
        {
            _folder.Write($"done-{i}.jpg");
        }

        using var stopping = new CancellationTokenSource();
        var (summary, seen) = await RunAsync(window: 3, stopping, ended => { if (ended == 5) { stopping.Cancel(); } });

        Assert.Equal(seen.Count, summary.CutOut);
        Assert.InRange(summary.CutOut, 5, 5 + 3);
        Assert.Equal(50 - summary.CutOut, summary.NotDone);
    }

    [Fact]
    public async Task Abandoned_jobs_are_not_waited_for_and_count_as_not_done()
    {
        _folder.Write("done-1.jpg");
        for (var i = 0; i < 20; i++)
        {
            _folder.Write($"never-{i}.jpg");
        }

        using var stopping = new CancellationTokenSource();
        var (summary, seen) = await RunAsync(
            window: 30, stopping, onEnded: _ => stopping.Cancel(), abandoning: stopping.Token);

        Assert.Single(seen);
        Assert.Equal((1, 20, 0), (summary.CutOut, summary.NotDone, summary.Failures.Count));
    }

    [Fact]
    public async Task No_more_jobs_are_out_than_the_window()
    {
        for (var i = 0; i < 30; i++)
        {
            _folder.Write($"done-{i}.jpg");
        }

        AnsweringWorker.Reset();
        await RunAsync(window: 4);

        Assert.InRange(AnsweringWorker.MostAtOnce, 2, 4);
    }

    private async Task<(BatchSummary Summary, List<JobOutcome> Seen)> RunAsync(
        int window = 8,
        CancellationTokenSource? stopping = null,
        Action<int>? onEnded = null,
        Action? afterPlan = null,
        string? trimaps = null,
        CancellationToken abandoning = default)
    {
        await using var services = Services(window, trimaps);
        var bus = services.GetRequiredService<IBusControl>();
        await bus.StartAsync(CancellationToken.None);
        var plan = BatchPlan.Make(
            services.GetRequiredService<IPhotoIntake>().List(CancellationToken.None).Items,
            new OutputNames("cutouts"),
            services.GetRequiredService<ITrimapIntake>().List(CancellationToken.None));
        afterPlan?.Invoke();
        var observer = new CollectingObserver(onEnded);
        var summary = await services.GetRequiredService<IBatchRunner>()
            .RunAsync(plan, Order(), observer, stopping?.Token ?? CancellationToken.None, abandoning);
        await bus.StopAsync(CancellationToken.None);
        return (summary, observer.Seen);
    }

    private static BatchOrder Order() => new()
    {
        BatchId = NewId.NextGuid(),
        Recipe = new CutoutRecipe(),
        Chain = new ChainRef { Name = "standard", Digest = "01" },
    };

    private ServiceProvider Services(int window, string? trimaps)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddDispatcher();
        services.Configure<FolderIntakeOptions>(folder =>
            (folder.Paths, folder.Except) = ([_folder.Path], trimaps is null ? [] : [trimaps]));
        services.Configure<TrimapFolderOptions>(folder => folder.Path = trimaps);
        services.Configure<DispatchOptions>(dispatch => dispatch.Window = window);
        services.AddMassTransit(bus =>
        {
            bus.AddDispatcherConsumers();
            bus.AddConsumer<AnsweringWorker>()
                .Endpoint(endpoint => endpoint.Name = EndpointNames.RemoveBackground("standard"));
            bus.UsingInMemory((context, transport) => transport.ConfigureEndpoints(context));
        });
        return services.BuildServiceProvider(validateScopes: true);
    }

    private sealed class CollectingObserver(Action<int>? onEnded) : IBatchObserver
    {
        public List<JobOutcome> Seen { get; } = [];

        public void OnEnded(JobOutcome outcome)
        {
            Seen.Add(outcome);
            onEnded?.Invoke(Seen.Count);
        }
    }
}
