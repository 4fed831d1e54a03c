using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Dispatch;
using Pipeline.Dispatcher.Intake.Sources;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Dispatcher.Messaging;
using Pipeline.Dispatcher.Progress;
using Pipeline.Dispatcher.Submissions;
using Pipeline.Services;

namespace Pipeline.Measure.Fleet;

/// <summary>
/// A ledger with one batch that waits, and the dispatcher's own parts on a virtual host of their own.
/// </summary>
internal sealed class FleetBench : IAsyncDisposable
{
    private const int Page = 5000;
    private const int MostWindow = 200_000;
    private const string Me = "bench";
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-bench-").FullName;
    private readonly int _count;
    private readonly IHost _host;
    private LedgerBatch _batch = null!;

    private FleetBench(RabbitMqVirtualHost broker, int count, int window)
    {
        Broker = broker;
        _count = count;
        _host = BenchHost.Make(broker, Path.Combine(_folder, "ledger.db"), window);
    }

    public RabbitMqVirtualHost Broker { get; }

    private ILedger Ledger => _host.Services.GetRequiredService<ILedger>();

    /// <param name="node">Gets a virtual host for this.</param>
    /// <param name="count">Jobs that wait in the ledger.</param>
    /// <param name="cancellation">Stops the filling.</param>
    /// <param name="window">Jobs that are given out at once at the least, however slow the workers are.</param>
    public static async Task<FleetBench> StartAsync(
        RabbitMqNode node, int count, CancellationToken cancellation, int window = MostWindow)
    {
        var bench = new FleetBench(await node.NewVirtualHostAsync(), count, window);
        await bench.FillAsync(cancellation);
        return bench;
    }

    /// <summary>From waiting rows to confirmed and marked ones.</summary>
    public async Task<(TimeSpan Elapsed, TimeSpan Cpu)> PublishAsync(CancellationToken cancellation)
    {
        await _host.Services.GetRequiredService<MassTransit.Transports.IBusInstance<IPublishingBus>>().BusControl.StartAsync(cancellation);
        var round = _host.Services.GetRequiredService<DispatchRound>();
        var start = Now();
        while (await round.RunAsync(cancellation))
        {
        }

        var spent = Since(start);
        await RequireAsync(counts => counts.Published == _count, cancellation);
        return spent;
    }

    /// <summary>From events that lie on the broker to ended rows.</summary>
    public async Task<(TimeSpan Elapsed, TimeSpan Cpu)> TrackAsync(CancellationToken cancellation)
    {
        await using var worker = await NoOpWorker.StartAsync(Broker.Uri, cancellation);
        var messages = _host.Services.GetRequiredService<JobMessages>();
        for (var from = 0L; from < _count; from += Page)
        {
            var jobs = await Ledger.PendingAsync(_batch, from, Page, cancellation);
            foreach (var job in jobs)
            {
                await worker.AnswerAsync(await messages.MakeAsync(_batch, job, cancellation), cancellation);
            }

            await Ledger.MarkPublishedAsync(_batch, [.. jobs.Select(job => job.Seq)], cancellation);
        }

        var start = Now();
        var tracker = _host.Services.GetServices<IHostedService>().OfType<Tracker>().Single();
        await tracker.StartAsync(cancellation);
        await EndAsync(cancellation);
        var spent = Since(start);
        await tracker.StopAsync(cancellation);
        return spent;
    }

    /// <summary>Everything: from waiting rows over broker and worker to ended ones.</summary>
    public async Task<(TimeSpan Elapsed, TimeSpan Cpu)> RunAsync(CancellationToken cancellation)
    {
        await using var worker = await NoOpWorker.StartAsync(Broker.Uri, cancellation);
        await worker.ConsumeAsync(cancellation);
        return await ServeAsync(cancellation);
    }

    /// <summary>The dispatcher's whole work, with workers that are there already, to the end of the last job.</summary>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<(TimeSpan Elapsed, TimeSpan Cpu)> ServeAsync(CancellationToken cancellation)
    {
        var start = Now();
        await _host.StartAsync(cancellation);
        await EndAsync(cancellation);
        var spent = Since(start);
        await StopServingAsync(cancellation);
        return spent;
    }

    /// <summary>The same for workers whose code is still being compiled: the clocks start later.</summary>
    /// <param name="warmUp">Jobs that end before.</param>
    /// <param name="others">Processor time of whoever else works, by now.</param>
    /// <param name="cancellation">Stops the wait.</param>
    public async Task<SteadyRate> RateAsync(
        int warmUp, Func<IReadOnlyList<TimeSpan>> others, CancellationToken cancellation)
    {
        await _host.StartAsync(cancellation);
        var before = await WaitAsync(batch => batch.Counts.Ended >= warmUp, cancellation);
        var (start, theirs) = (Now(), others());
        await EndAsync(cancellation);
        var (spent, theirsNow) = (Since(start), others());
        await StopServingAsync(cancellation);
        return new SteadyRate(
            (_count - before.Counts.Ended) / spent.Elapsed.TotalSeconds,
            spent.Elapsed,
            [spent.Cpu, .. theirsNow.Zip(theirs, (now, then) => now - then)]);
    }

    public Task StartServingAsync(CancellationToken cancellation) => _host.StartAsync(cancellation);

    /// <summary>Lets it tell the end of the batch, where that has come, and stops it.</summary>
    public async Task StopServingAsync(CancellationToken cancellation)
    {
        while ((await Ledger.ListOpenAsync(cancellation)).Any(batch => batch.HasEnded))
        {
            await Task.Delay(20, cancellation);
        }

        await _host.StopAsync(cancellation);
    }

    /// <summary>Asks for the end of the batch, as <c>cancel</c> does.</summary>
    public Task CancelAsync(CancellationToken cancellation) =>
        Ledger.ChangeAsync(_batch, [BatchState.Running], BatchState.Cancelling, cancellation);

    /// <summary>The batch, when it is as wanted.</summary>
    public async Task<LedgerBatch> WaitAsync(Func<LedgerBatch, bool> isWanted, CancellationToken cancellation)
    {
        while (true)
        {
            var batch = (await Ledger.FindAsync(_batch.Id, cancellation))!;
            if (isWanted(batch))
            {
                return batch;
            }

            await Task.Delay(20, cancellation);
        }
    }

    /// <summary>Whoever consumes the jobs of the bench's chain.</summary>
    public async Task<long> ConsumersAsync(CancellationToken cancellation) =>
        (await _host.Services.GetRequiredService<IBroker>()
            .LookAsync(EndpointNames.RemoveBackground(NoOpWorker.Chain), cancellation))?.Consumers ?? 0;

    public async ValueTask DisposeAsync()
    {
        await ((IAsyncDisposable)_host).DisposeAsync();
        await Broker.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private static (long At, TimeSpan Cpu) Now() => (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);

    private static (TimeSpan Elapsed, TimeSpan Cpu) Since((long At, TimeSpan Cpu) start) =>
        (Stopwatch.GetElapsedTime(start.At), Environment.CpuUsage.TotalTime - start.Cpu);

    private async Task FillAsync(CancellationToken cancellation)
    {
        await Ledger.OpenAsync(cancellation);
        var broker = _host.Services.GetRequiredService<IBroker>();
        await broker.DeclareAsync(cancellation);
        await broker.DeclareJobsAsync(NoOpWorker.Chain, cancellation);
        var settings = new BatchSettings
        {
            Kind = SourceKind.Blobs,
            Source = "photos",
            Recipe = new CutoutRecipe(),
            Chain = new ChainRef { Name = NoOpWorker.Chain, Digest = "89e6c98d92887913" },
            Output = "cutouts",
        };
        var id = new Guid(RandomNumberGenerator.GetBytes(16));
        await Ledger.CreateAsync(id, settings, cancellation);
        _batch = (await Ledger.HoldListingAsync(id, Me, TimeSpan.FromHours(1), cancellation))!;
        var rows = new JobRows(settings);
        foreach (var seqs in Enumerable.Range(0, _count).Chunk(Page))
        {
            var jobs = seqs.Select(seq => rows.Make(Photo(seq), seq)).ToList();
            await Ledger.AddPageAsync(_batch, Me, jobs, new ListingCheckpoint { Rows = seqs[^1] + 1 }, cancellation);
        }

        await Ledger.FinishListingAsync(_batch, Me, cancellation);
    }

    private static SourcePhoto Photo(int seq) => new()
    {
        Container = "photos",
        Name = string.Create(CultureInfo.InvariantCulture, $"catalogue/2026/{seq / 1000:0000}/{seq:0000000}.jpg"),
        ETag = "0x8DC1A2B3C4D5E6F",
    };

    private async Task EndAsync(CancellationToken cancellation)
    {
        await WaitAsync(batch => batch.Counts.Ended == _count, cancellation);
        await RequireAsync(counts => counts.CutOut == _count, cancellation);
    }

    private async Task RequireAsync(Func<BatchCounts, bool> holds, CancellationToken cancellation)
    {
        var counts = (await Ledger.FindAsync(_batch.Id, cancellation))!.Counts;
        if (!holds(counts))
        {
            throw new MeasureException($"The counts are not as they should be: {counts}.");
        }
    }
}
