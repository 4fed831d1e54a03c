using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Fleet.Tests.Jobs;

/// <summary>Workers that die, and the job that kills them.</summary>
public sealed class CrashTests
{
    private static readonly ChainRef Chain = FleetBed.Standard();

    [Fact]
    public async Task A_killed_workers_jobs_are_done_by_another_and_each_has_one_record()
    {
        const int Jobs = 10;
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        await bed.Outsider.DeclareJobQueueAsync(EndpointNames.RemoveBackground("standard"));
        var jobs = new List<RemoveBackground>();
        var ended = new List<HeardEvent>();
        for (var i = 0; i < Jobs; i++)
        {
            jobs.Add(await bed.UploadAsync($"{i}", Disc.Png(i), Chain));
            await bed.Outsider.SubmitAsync(jobs[i]);
        }

        await using (var first = ProgramProcess.Start("Worker", bed.Settings(), "serve"))
        {
            ended.Add((await bed.Outsider.HearAsync(1))[0]);
            await first.KillAsync();
        }

        await bed.StartWorkerAsync();
        while (ended.DistinctBy(e => e.JobId).Count() < Jobs)
        {
            ended.Add((await bed.Outsider.HearAsync(1))[0]);
        }

        foreach (var job in jobs)
        {
            Assert.NotNull(await bed.Store.ReadAsync(bed.RecordOf(job), 1 << 20, TestContext.Current.CancellationToken));
        }

        // Some may have come twice: once from each worker.
        Assert.All(ended, e => Assert.Equal("background-removed", e.Exchange));
        Assert.InRange(ended.Count, Jobs, Jobs + 3);
    }

    [Fact]
    public async Task A_job_that_kills_workers_is_found_out_and_every_other_job_is_done()
    {
        const int Good = 5;
        const int MostDeaths = 5;
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        await bed.Outsider.DeclareJobQueueAsync(EndpointNames.RemoveBackground("standard"));
        var poison = bed.Job("poison", Chain);
        await bed.Outsider.SubmitAsync(poison);
        for (var i = 0; i < Good; i++)
        {
            await bed.Outsider.SubmitAsync(bed.Job($"{i}", Chain));
        }

        var (heard, deaths) = await RunUntilHeardAsync(bed, Good + 1);

        var failed = Assert.Single(heard, e => e.Exchange == "background-removal-failed");
        Assert.Equal((poison.JobId, "CrashesWorker"), (failed.JobId, failed.Reason));
        Assert.InRange(deaths, 3, MostDeaths);
        Assert.Null(await bed.Store.FindLengthAsync(
            new BlobRef { Container = bed.Container, Name = $".pipeline/{poison.JobKey}.started-1" },
            TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_ends_its_job_and_leaves_the_others()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        await bed.Outsider.DeclareJobQueueAsync(EndpointNames.RemoveBackground("standard"));
        for (var i = 0; i < 4; i++)
        {
            await bed.Outsider.SubmitAsync(bed.Job($"{i}", Chain));
        }

        await using var worker = ProgramProcess.Start("SimulatedWorker", bed.Settings(
            ("Worker:Jobs:Concurrency", "1"), ("Simulation:Batch", "1"), ("Simulation:Seconds", "1.5")));
        await bed.Outsider.HearAsync(1);
        worker.Terminate();
        var (exitCode, _, error) = await worker.EndAsync(TestContext.Current.CancellationToken);

        Assert.True(exitCode == 0, error);
        var endedAfterwards = bed.Outsider.HeardSoFar().Count;
        Assert.InRange(endedAfterwards, 0, 1);
        await bed.StartWorkerAsync();
        await bed.Outsider.HearAsync(3 - endedAfterwards);
    }

    [Fact]
    public async Task A_broker_that_is_killed_comes_back_with_every_job()
    {
        const int Jobs = 40;
        await using var node = await RabbitMqNode.StartAsync();
        Assert.SkipUnless(node.CanBeKilled, "The broker runs in a container.");
        await using var bed = await FleetBed.MakeAsync(node);
        var runner = new FaultyRunner(_ => null);
        await bed.StartWorkerAsync(
            services => services.AddSingleton<IJobRunner>(runner), ("Worker:Fleet:PublishSeconds", "60"));
        // A queue that is declared a moment before is lost, metadata and all.
        await Task.Delay(TimeSpan.FromSeconds(4), TestContext.Current.CancellationToken);
        for (var i = 0; i < Jobs; i++)
        {
            await bed.Outsider.SubmitAsync(bed.Job($"{i}", Chain));
        }

        await node.KillAsync();
        await node.RestartAsync();

        await using var outsider = await Outsider.ConnectAsync(bed.Broker);
        await outsider.ListenAsync();
        var last = bed.Job("last", Chain);
        await outsider.SubmitAsync(last);
        await outsider.HearUntilAsync(last.JobId);
        while (runner.Jobs < Jobs + 1)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        const int Prefetch = 3;
        Assert.InRange(runner.Runs, Jobs + 1, Jobs + 1 + Prefetch);
    }

    /// <summary>Starts the worker again whenever it has died, as a supervisor does.</summary>
    private static async Task<(IReadOnlyList<HeardEvent> Heard, int Deaths)> RunUntilHeardAsync(FleetBed bed, int count)
    {
        var hearing = bed.Outsider.HearAsync(count);
        var deaths = -1;
        while (!hearing.IsCompleted)
        {
            deaths++;
            await using var worker = ProgramProcess.Start("SimulatedWorker", bed.Settings());
            while (!worker.HasExited && !hearing.IsCompleted)
            {
                await Task.Delay(50, TestContext.Current.CancellationToken);
            }
        }

        return (await hearing, deaths);
    }
}
