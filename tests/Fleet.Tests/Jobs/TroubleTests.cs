using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;
using Pipeline.Worker.Cutouts;

namespace Pipeline.Fleet.Tests.Jobs;

/// <summary>Trouble that passes, trouble that stays, and events that nobody hears.</summary>
public sealed class TroubleTests
{
    private static readonly ChainRef Chain = FleetBed.Standard();

    [Fact]
    public async Task Trouble_that_outlasts_the_quick_retries_waits_on_the_broker_and_passes()
    {
        const int RunsPerAttempt = 3;
        await using var bed = await FleetBed.MakeAsync();
        var (job, runner) = await SubmitAsync(bed, run => run <= RunsPerAttempt ? new IOException("away") : null);

        var heard = (await bed.Outsider.HearAsync(1))[0];

        Assert.Equal(("background-removed", job.JobId), (heard.Exchange, heard.JobId));
        Assert.Equal(RunsPerAttempt + 1, runner.Runs);
    }

    [Fact]
    public async Task A_job_that_a_person_waits_for_comes_back_past_the_bulk()
    {
        await using var bed = await FleetBed.MakeAsync();
        // Whatever is sent to the bulk is heard too.
        await bed.Outsider.ListenAsync(EventNames.BackgroundRemoved, EndpointNames.RemoveBackground(Chain.Name));
        var runner = new FaultyRunner(run => run == 1 ? new IOException("away") : null);
        await StartAsync(bed, runner, ("Worker:Fleet:QuickRetries", "0"));
        var job = bed.Job("a", Chain);
        await bed.Outsider.SendAsync(EndpointNames.RemoveBackgroundInteractive(Chain.Name), job, job.JobId);

        var heard = (await bed.Outsider.HearAsync(1))[0];

        Assert.Equal((EventNames.BackgroundRemoved, job.JobId, 2), (heard.Exchange, heard.JobId, runner.Runs));
    }

    [Fact]
    public async Task Trouble_that_outlasts_the_deadline_ends_as_a_workers_fault()
    {
        await using var bed = await FleetBed.MakeAsync();
        await SubmitAsync(bed, _ => new IOException("away"), ("Worker:Fleet:DeadlineMinutes", "0.03"));

        var heard = (await bed.Outsider.HearAsync(1))[0];

        Assert.Equal("WorkerFault", heard.Reason);
        Assert.Equal("Given up after its retries: IOException.", heard.Body.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task What_is_not_known_to_pass_is_tried_a_second_time_and_no_more()
    {
        await using var bed = await FleetBed.MakeAsync();
        var (_, runner) = await SubmitAsync(bed, _ => new InvalidOperationException("/a/path"));

        var heard = (await bed.Outsider.HearAsync(1))[0];

        Assert.Equal("WorkerFault", heard.Reason);
        Assert.DoesNotContain("/a/path", heard.Body.ToString(), StringComparison.Ordinal);
        Assert.Equal(2, runner.Runs);
    }

    [Fact]
    public async Task While_the_store_is_away_no_further_job_is_begun_and_afterwards_every_job_ends()
    {
        const int Jobs = 12;
        var isAway = true;
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        var runner = new FaultyRunner(_ => Volatile.Read(ref isAway) ? new IOException("away") : null);
        await StartAsync(
            bed,
            runner,
            ("Worker:Fleet:QuickRetries", "0"),
            ("Worker:Fleet:OutageAfterFailures", "3"),
            ("Worker:Fleet:OutagePauseSeconds", "0.5"));
        for (var i = 0; i < Jobs; i++)
        {
            await bed.Outsider.SubmitAsync(bed.Job($"{i}", Chain));
        }

        while (runner.Runs < 3)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        var runsWhenClosed = runner.Runs;
        await Task.Delay(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        var runsLater = runner.Runs;
        Volatile.Write(ref isAway, false);
        var heard = await bed.Outsider.HearAsync(Jobs);

        // Two were running when it closed, and one was let through now and then.
        Assert.InRange(runsLater - runsWhenClosed, 0, 5);
        Assert.Equal(Jobs, heard.Select(e => e.JobId).Distinct().Count());
        Assert.All(heard, e => Assert.Equal("background-removed", e.Exchange));
    }

    [Fact]
    public async Task An_event_that_nobody_listens_for_keeps_no_job_in_the_queue()
    {
        await using var bed = await FleetBed.MakeAsync();
        var runner = new FaultyRunner(_ => null);
        var worker = await StartAsync(bed, runner);

        await bed.Outsider.SubmitAsync(bed.Job("a", Chain));
        while (runner.Runs == 0)
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }

        await worker.StopAsync(TestContext.Current.CancellationToken);
        Assert.Empty(await bed.Broker.TakeAsync(EndpointNames.RemoveBackground("standard"), 1));
        Assert.Empty(await bed.Broker.TakeAsync(
            EndpointNames.Retry(EndpointNames.RemoveBackground("standard"), TimeSpan.FromSeconds(1)), 1));
        Assert.Equal(1, runner.Runs);
    }

    [Fact]
    public async Task With_the_policies_an_event_that_nobody_listens_for_is_kept()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Broker.ImportAsync(Path.Combine(Checkout.Root, "deploy", "rabbitmq", "definitions.json"));
        var job = (await SubmitUnheardAsync(bed)).JobId;

        System.Text.Json.JsonElement[] taken = [];
        while (taken.Length == 0)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            taken = await bed.Broker.TakeAsync(EndpointNames.Unroutable, 1);
        }

        Assert.Contains(job.ToString(), taken[0].GetProperty("payload").GetString(), StringComparison.Ordinal);
    }

    private static async Task<RemoveBackground> SubmitUnheardAsync(FleetBed bed)
    {
        await StartAsync(bed, new FaultyRunner(_ => null));
        var job = bed.Job("a", Chain);
        await bed.Outsider.SubmitAsync(job);
        return job;
    }

    private static async Task<(RemoveBackground Job, FaultyRunner Runner)> SubmitAsync(
        FleetBed bed, Func<int, Exception?> faultOf, params (string Key, string Value)[] settings)
    {
        await bed.Outsider.ListenAsync();
        var runner = new FaultyRunner(faultOf);
        await StartAsync(bed, runner, settings);
        var job = bed.Job("a", Chain);
        await bed.Outsider.SubmitAsync(job);
        return (job, runner);
    }

    private static Task<IHost> StartAsync(FleetBed bed, FaultyRunner runner, params (string Key, string Value)[] settings) =>
        bed.StartWorkerAsync(services => services.AddSingleton<IJobRunner>(runner), settings);
}
