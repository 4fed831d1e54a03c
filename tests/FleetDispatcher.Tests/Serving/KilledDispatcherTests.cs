using System.Globalization;
using Pipeline.Dispatcher.Ledger;
using Pipeline.Services;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>
/// The dispatcher's processes end at any moment as by a power cut, and nothing is lost or counted twice.
/// </summary>
public sealed class KilledDispatcherTests : IAsyncLifetime
{
    private const int Usual = 10_000;

    /// <summary>With <c>PIPELINE_KILLED_JOBS=100000</c> the whole of it, which takes some ten minutes.</summary>
    private static readonly int Photos = int.Parse(
        Environment.GetEnvironmentVariable("PIPELINE_KILLED_JOBS") ?? $"{Usual}", CultureInfo.InvariantCulture);

    /// <summary>Each costs up to a minute: rights to list and to lead outlive their holders.</summary>
    private static readonly int Kills = Photos > Usual ? 3 : 1;

    private Fleet _fleet = null!;

    public async ValueTask InitializeAsync() => _fleet = await Fleet.StartAsync();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Counts_are_exact_after_kills_during_listing_and_giving_out(int seed)
    {
        var random = new Random(seed);
        var manifest = _fleet.WriteManifest(Photos);
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);

        foreach (var point in Points(random))
        {
            await KillWhileAsync(await SubmitAsync(manifest), point, batch => batch.Listing.Rows);
            await Fleet.UntilAsync(() => HasBatchAsync(batch => !(batch.ListedUntil > DateTimeOffset.UtcNow)));
        }

        var batch = await _fleet.WaitAsync(_ => true);
        await _fleet.RunAsync("submit", "--resume", batch.Id.ToString());
        foreach (var point in Points(random))
        {
            await KillWhileAsync(_fleet.Serve(), point, batch => batch.Counts.Published + batch.Counts.Ended);
        }

        await using var serving = _fleet.Serve();

        var ended = await _fleet.WaitAsync(batch => batch.HasEnded);
        Assert.Equal(
            (BatchState.Completed, Photos, Photos, 0),
            (ended.State, ended.Counts.Total, ended.Counts.CutOut, ended.Counts.Failed));
        Assert.Equal(Photos, worker.Seen.Select(seen => seen.Job.JobId).Distinct().Count());
        Assert.Single(await _fleet.Ledger.ListAsync(CancellationToken.None));
    }

    [Fact]
    public async Task A_submission_whose_process_is_gone_is_finished_by_the_one_that_serves()
    {
        await _fleet.UploadAsync([.. Enumerable.Range(0, 40).Select(i => $"{i:00}.jpg")]);
        var batch = await _fleet.Ledger.CreateAbandonedAsync(_fleet);
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var serving = _fleet.Serve();

        var ended = await _fleet.WaitAsync(batch => batch.HasEnded, batch.Id);

        Assert.Equal((40, 40), (ended.Counts.Total, ended.Counts.CutOut));
    }

    /// <summary>How far the batch has come at each kill, in rows.</summary>
    private static IEnumerable<int> Points(Random random) =>
        Enumerable.Range(0, Kills).Select(_ => random.Next(1, Photos)).Order();

    /// <summary>A new submission first; then the same one goes on.</summary>
    private async Task<ProgramProcess> SubmitAsync(string manifest) =>
        await HasBatchAsync(_ => true)
            ? _fleet.Start("submit", "--resume", "last")
            : _fleet.Start(
                "submit", manifest, "--out", _fleet.Cutouts, "--chain",
                $"{SimulatedWorker.Chain}@{SimulatedWorker.Digest}");

    /// <summary>Kills a process when the batch has come so far; it may have ended just before.</summary>
    private async Task KillWhileAsync(ProgramProcess process, int point, Func<LedgerBatch, long> progress)
    {
        await using (process)
        {
            await Fleet.UntilAsync(async () =>
                process.HasExited || await HasBatchAsync(batch => progress(batch) >= point));
            if (!process.HasExited)
            {
                await process.KillAsync();
            }
        }
    }

    /// <summary>The ledger is made by the process that is about to be killed.</summary>
    private async Task<bool> HasBatchAsync(Func<LedgerBatch, bool> holds)
    {
        if (!File.Exists(_fleet.Settings["Dispatcher__Ledger__Path"]))
        {
            return false;
        }

        try
        {
            return (await _fleet.Ledger.ListAsync(CancellationToken.None)).Any(holds);
        }
        catch (Exception e) when (e is System.Data.Common.DbException or LedgerException)
        {
            return false;
        }
    }
}
