using System.Text;
using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Cutouts;
using Pipeline.Worker.Renditions;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Cutouts;

/// <summary>The life of one job with the real chain and a real folder.</summary>
public sealed class CutoutJobTests : IDisposable
{
    private readonly TemporaryStore _folders = new();
    private readonly WorkerUnderTest _worker;

    public CutoutJobTests() => _worker = new WorkerUnderTest(_folders.Store);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task A_photo_becomes_a_cutout_with_straight_alpha_and_a_record()
    {
        var job = await SubmitAsync();

        var removed = await _worker.Job.RunAsync(job, None);

        using var cutout = Cv2.ImRead(_folders.PathOf(job.Destinations[0]), ImreadModes.Unchanged);
        Assert.Equal((120, 90), (removed.Renditions[0].Width, removed.Renditions[0].Height));
        Assert.Equal(new Vec4b(0, 0, 0, 0), cutout.At<Vec4b>(2, 2));
        Assert.Equal(new Vec4b(30, 30, 160, 255), cutout.At<Vec4b>(45, 60));
        Assert.Equal(
            ["read", "decode", "segment", "trimap", "matte", "foreground", "compose", "encode", "write"],
            removed.Stages.Select(stage => stage.Stage));
        Assert.Equal([$".pipeline/{job.JobKey}.json", "disc.png"], _folders.Files("cutouts"));
        Assert.InRange(removed.Quality!.SubjectShare, 0.2, 0.35);
        Assert.Empty(removed.Quality.EdgesTouched);
    }

    [Fact]
    public async Task A_duplicate_gives_the_same_event_and_does_not_touch_the_cutout()
    {
        var job = await SubmitAsync();
        var first = await _worker.Job.RunAsync(job, None);
        var written = File.GetLastWriteTimeUtc(_folders.PathOf(job.Destinations[0]));

        var second = await _worker.Job.RunAsync(job with { BatchId = Guid.Empty }, None);

        Assert.Equivalent(first, second, strict: true);
        Assert.Equal(written, File.GetLastWriteTimeUtc(_folders.PathOf(job.Destinations[0])));
    }

    [Fact]
    public async Task Duplicates_at_the_same_time_end_in_one_record_and_one_event()
    {
        var job = await SubmitAsync();

        var events = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => _worker.Job.RunAsync(job, None))));

        Assert.Single(events.Select(removed => removed.Renditions[0].Sha256).Distinct());
        Assert.Equal([$".pipeline/{job.JobKey}.json", "disc.png"], _folders.Files("cutouts"));
    }

    [Fact]
    public async Task A_cutout_that_is_gone_or_was_changed_is_no_longer_done()
    {
        var job = await SubmitAsync();
        await _worker.Job.RunAsync(job, None);

        File.Delete(_folders.PathOf(job.Destinations[0]));
        var again = await _worker.Job.RunAsync(job with { BatchId = Guid.Empty }, None);
        Assert.Equal(Guid.Empty, again.BatchId);
        Assert.True(File.Exists(_folders.PathOf(job.Destinations[0])));

        File.WriteAllText(_folders.PathOf(job.Destinations[0]), "retouched by hand");
        await RejectedAsync(FailureReason.OutputExists, job);
        await _worker.Job.RunAsync(job with { IfExists = IfExists.Replace }, None);
        Assert.NotEqual("retouched by hand", File.ReadAllText(_folders.PathOf(job.Destinations[0])));
    }

    [Fact]
    public async Task Someone_elses_file_is_kept_and_found_before_any_work()
    {
        var job = await SubmitAsync();
        await _folders.Store.WriteAsync(job.Destinations[0], Encoding.UTF8.GetBytes("precious"), "x", false, None);
        File.Delete(_folders.PathOf(job.Source));

        await RejectedAsync(FailureReason.OutputExists, job);

        Assert.Equal("precious", File.ReadAllText(_folders.PathOf(job.Destinations[0])));
        Assert.Equal(["disc.png"], _folders.Files("cutouts"));
    }

    [Fact]
    public async Task A_run_that_was_killed_between_cutout_and_record_is_repaired()
    {
        var job = await SubmitAsync();
        Assert.True(await new DestinationClaims(_folders.Store).TryWriteAsync(job, Unfinished(job), None));

        var removed = await _worker.Job.RunAsync(job, None);

        Assert.Equal(removed.Renditions[0].Bytes, new FileInfo(_folders.PathOf(job.Destinations[0])).Length);
        Assert.Equal([$".pipeline/{job.JobKey}.json", "disc.png"], _folders.Files("cutouts"));
    }

    [Fact]
    public async Task A_claim_that_was_left_does_not_give_away_a_file_that_someone_made_since()
    {
        var job = await SubmitAsync();
        Assert.True(await new DestinationClaims(_folders.Store).TryWriteAsync(job, Unfinished(job), None));
        File.WriteAllText(_folders.PathOf(job.Destinations[0]), "retouched by hand");

        await RejectedAsync(FailureReason.OutputExists, job);

        Assert.Equal("retouched by hand", File.ReadAllText(_folders.PathOf(job.Destinations[0])));
    }

    [Fact]
    public async Task A_claim_that_outlived_its_record_is_ended_by_the_next_run()
    {
        var job = await SubmitAsync();
        await _worker.Job.RunAsync(job, None);
        var claim = TemporaryStore.Cutout($".pipeline/{job.JobKey}.claim");
        await _folders.Store.WriteAsync(claim, [], "x", false, None);

        await _worker.Job.RunAsync(job, None);

        Assert.Null(await _folders.Store.FindLengthAsync(claim, None));
    }

    [Theory]
    [InlineData("{ half a rec")]
    [InlineData("null")]
    [InlineData("""{ "jobId": "00000000-0000-0000-0000-000000000000", "renditions": null }""")]
    public async Task A_record_that_cannot_be_read_is_written_anew(string content)
    {
        var job = await SubmitAsync();
        var record = TemporaryStore.Cutout($".pipeline/{job.JobKey}.json");
        await _folders.Store.WriteAsync(record, Encoding.UTF8.GetBytes(content), "x", false, None);

        var removed = await _worker.Job.RunAsync(job, None);

        Assert.Equivalent(removed, await _worker.Job.RunAsync(job, None), strict: true);
    }

    [Fact]
    public async Task A_record_of_another_job_does_not_answer_for_this_one()
    {
        var job = await SubmitAsync();
        var first = await _worker.Job.RunAsync(job, None);

        var second = await _worker.Job.RunAsync(job with { JobId = new Guid(7, 7, 7, new byte[8]), IfExists = IfExists.Replace }, None);

        Assert.NotEqual(first.JobId, second.JobId);
    }

    [Fact]
    public async Task Each_permanent_trouble_has_its_reason_and_leaves_nothing_behind()
    {
        var job = await SubmitAsync();

        await RejectedAsync(FailureReason.SourceChanged, job with { SourceETag = "another" });
        await RejectedAsync(FailureReason.SourceMissing, job with { Source = TemporaryStore.Photo("gone.jpg") });
        await RejectedAsync(FailureReason.SourceUnreadable, job with { Source = new BlobRef { Container = "x", Name = "y" } });
        await RejectedAsync(FailureReason.ChainMismatch, job with { Chain = job.Chain with { Digest = "other" } });
        Assert.Empty(_folders.Files("cutouts"));
    }

    [Fact]
    public async Task A_picture_with_nothing_in_it_is_a_failure_and_no_blank_file()
    {
        using var blank = new Mat(90, 120, MatType.CV_8UC3, new Scalar(200, 210, 220));

        await RejectedAsync(FailureReason.NoSubject, await SubmitAsync(blank));

        Assert.Empty(_folders.Files("cutouts"));
    }

    /// <summary>What a killed run may have written, whatever it was.</summary>
    private static List<(RenditionFile, Rendition)> Unfinished(RemoveBackground job)
    {
        var file = new RenditionFile(RenditionRecipe.UsualName, [1, 2, 3], "image/png", 1, 1);
        return [(file, file.At(job.Destinations[0]))];
    }

    private async Task<RemoveBackground> SubmitAsync(Mat? pixels = null)
    {
        using var disc = pixels?.Clone() ?? Pictures.Disc();
        var source = TemporaryStore.Photo("disc.png");
        await _folders.Store.WriteAsync(source, Pictures.Encode(disc), "image/png", replace: true, None);
        var stored = await _folders.Store.ReadAsync(source, long.MaxValue, None);
        return new RemoveBackground
        {
            JobId = Guid.Empty,
            JobKey = new string('a', 64),
            BatchId = new Guid(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
            Source = source,
            SourceETag = stored!.ETag,
            Destinations = [TemporaryStore.Cutout("disc.png")],
            Recipe = new CutoutRecipe(),
            Chain = _worker.Chain.Reference,
        };
    }

    private async Task RejectedAsync(FailureReason reason, RemoveBackground job)
    {
        var rejection = await Assert.ThrowsAsync<JobRejectedException>(() => _worker.Job.RunAsync(job, None));
        Assert.Equal(reason, rejection.Reason);
    }
}
