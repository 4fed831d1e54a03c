using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;

namespace Pipeline.Fleet.Tests.Jobs;

/// <summary>From job to cutout and event, over a real broker and a real store.</summary>
public sealed class JobTests
{
    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_job_from_any_client_becomes_a_cutout_and_an_event_that_any_client_can_read()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        await bed.StartWorkerAsync();
        var job = await bed.UploadAsync("disc", Disc.Png(), FleetBed.Standard());

        await bed.Outsider.SubmitAsync(job);
        var heard = Assert.Single(await bed.Outsider.HearAsync(1));

        Assert.Equal(("background-removed", "application/json"), (heard.Exchange, heard.ContentType));
        Assert.Equal("1.0", heard.Headers["cloudEvents_specversion"]);
        Assert.Equal($"{job.JobId}/background-removed", heard.Headers["cloudEvents_id"]);
        Assert.Equal("background-removed", heard.Headers["cloudEvents_type"]);
        Assert.Equal("/pipeline/worker", heard.Headers["cloudEvents_source"]);
        Assert.Equal($"{job.JobId}", heard.Headers["cloudEvents_subject"]);
        Assert.Equal(bed.Batch.ToString(), heard.Headers["pipeline-batch"]);
        var removed = heard.Body.Deserialize<BackgroundRemoved>(JsonSerializerOptions.Web)!;
        Assert.Equal(removed.FinishedAt, DateTimeOffset.Parse(heard.Headers["cloudEvents_time"], null));
        Assert.Equal(job.Destinations, removed.Renditions.Select(rendition => rendition.Blob));
        Assert.Equal(removed.Renditions[0].Bytes, await bed.Store.FindLengthAsync(job.Destinations[0], None));
        Assert.NotNull(await bed.Store.FindLengthAsync(bed.RecordOf(job), None));
    }

    [Fact]
    public async Task A_duplicate_publishes_the_same_event_again_and_leaves_record_and_cutout_as_they_are()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        await bed.StartWorkerAsync();
        var job = await bed.UploadAsync("disc", Disc.Png(), FleetBed.Standard());
        await bed.Outsider.SubmitAsync(job);
        var first = (await bed.Outsider.HearAsync(1))[0];
        var record = await bed.Store.ReadAsync(bed.RecordOf(job), 1 << 20, None);
        var cutout = await bed.Store.ReadAsync(job.Destinations[0], 1 << 20, None);

        await bed.Outsider.SubmitAsync(job);
        var second = (await bed.Outsider.HearAsync(1))[0];

        Assert.Equal(first.Body.ToString(), second.Body.ToString());
        Assert.Equal(first.Headers["cloudEvents_id"], second.Headers["cloudEvents_id"]);
        Assert.Equal(record!.ETag, (await bed.Store.ReadAsync(bed.RecordOf(job), 1 << 20, None))!.ETag);
        Assert.Equal(cutout!.ETag, (await bed.Store.ReadAsync(job.Destinations[0], 1 << 20, None))!.ETag);
    }

    [Theory]
    [InlineData("changed", "SourceChanged")]
    [InlineData("gone", "SourceMissing")]
    [InlineData("text", "NotAnImage")]
    public async Task What_is_wrong_with_a_photo_is_a_result(string name, string reason)
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        await bed.StartWorkerAsync();
        var job = await bed.UploadAsync(name, name == "text" ? "no picture"u8.ToArray() : Disc.Png(), FleetBed.Standard());
        switch (name)
        {
            case "changed":
                await bed.Store.WriteAsync(job.Source, Disc.Png(1), "image/png", replace: true, None);
                break;
            case "gone":
                await bed.Store.DeleteAsync(job.Source, None);
                break;
        }

        await bed.Outsider.SubmitAsync(job);
        var heard = (await bed.Outsider.HearAsync(1))[0];

        Assert.Equal(("background-removal-failed", reason), (heard.Exchange, heard.Reason));
        Assert.Equal("background-removal-failed", heard.Headers["cloudEvents_type"]);
    }

    [Fact]
    public async Task Jobs_of_a_cancelled_batch_are_answered_without_work()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        await bed.StartWorkerAsync();
        var job = await bed.UploadAsync("disc", Disc.Png(), FleetBed.Standard());
        var cancelled = new BatchCancelled { BatchId = bed.Batch, CancelledAt = DateTimeOffset.UtcNow };
        await bed.Outsider.SendAsync("batch-cancelled", cancelled, Guid.NewGuid());

        var heard = await HearUntilCancelledAsync(bed, job);

        Assert.Equal("Cancelled", heard.Reason);
    }

    [Fact]
    public async Task A_worker_announces_itself_and_its_chains()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync(EventNames.WorkerAnnounced);

        await bed.StartWorkerAsync();
        var heard = (await bed.Outsider.HearAsync(1))[0];

        var announced = heard.Body.Deserialize<WorkerAnnounced>(JsonSerializerOptions.Web)!;
        Assert.Equal([FleetBed.Standard()], announced.Chains);
        Assert.Equal(announced.WorkerId, heard.Headers["cloudEvents_subject"]);
    }

    [Fact]
    public async Task A_job_of_the_impatient_comes_from_a_queue_of_its_own()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.Outsider.ListenAsync();
        await bed.StartWorkerAsync();
        var job = await bed.UploadAsync("disc", Disc.Png(), FleetBed.Standard());

        await bed.Outsider.SendAsync(EndpointNames.RemoveBackgroundInteractive("standard"), job, job.JobId);

        Assert.Equal(job.JobId, (await bed.Outsider.HearAsync(1))[0].JobId);
    }

    /// <summary>The cancellation takes another way than the job, and may come after it.</summary>
    private static async Task<HeardEvent> HearUntilCancelledAsync(FleetBed bed, RemoveBackground job)
    {
        while (true)
        {
            await bed.Outsider.SubmitAsync(job);
            if ((await bed.Outsider.HearAsync(1))[0] is { Exchange: "background-removal-failed" } failed)
            {
                return failed;
            }
        }
    }
}
