using Pipeline.Contracts;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>What is done with a batch when it has ended: retried, or purged.</summary>
public sealed class AfterwardsTests : IAsyncLifetime
{
    private Fleet _fleet = null!;

    public async ValueTask InitializeAsync() => _fleet = await Fleet.StartAsync();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task Failed_jobs_are_given_out_again_by_retry_on_their_photos_as_they_are_now()
    {
        await _fleet.UploadAsync("a.jpg", "bad-1.jpg", "bad-2.jpg");
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var serving = _fleet.Serve();
        await _fleet.SubmitAsync(_fleet.Photos, "--wait");
        await _fleet.Account.GetBlobContainerClient(_fleet.Photos).GetBlobClient("bad-1.jpg")
            .UploadAsync(BinaryData.FromString("mended"), overwrite: true);

        var retried = await _fleet.RunAsync("retry", "last");

        Assert.Contains("2 jobs wait again, 1 of them on a changed photo", retried.Output, StringComparison.Ordinal);
        var ended = await _fleet.WaitAsync(batch => batch.HasEnded && worker.Seen.Count == 5);
        Assert.Equal((1, 2), (ended.Counts.CutOut, ended.Counts.Failed));
        Assert.Equal((2, 2), Versions(worker, "bad-1.jpg"));
        Assert.Equal((1, 1), Versions(worker, "bad-2.jpg"));
    }

    [Fact]
    public async Task Uploads_that_a_batch_of_their_prefix_counts_on_are_not_purged()
    {
        var folder = Directory.CreateTempSubdirectory("pipeline-photos-").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "a.jpg"), "a");
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var serving = _fleet.Serve();
        await _fleet.SubmitAsync(folder, "--upload-to", $"{_fleet.Photos}/mine", "--wait");
        Directory.Delete(folder, recursive: true);
        var first = (await _fleet.WaitAsync(batch => batch.HasEnded)).Id.ToString();
        var alone = await _fleet.RunAsync("purge", first);
        await _fleet.SubmitAsync($"{_fleet.Photos}/mine", "--name", "again/{path}{name}.{ext}", "--wait");

        var shared = await _fleet.RunAsync("purge", first);
        var purged = await _fleet.RunAsync("purge", first, "--yes");

        const string Once = "1 uploads (0.0 MiB) would be removed; add --yes. 0 files stay";
        const string Twice = "0 uploads (0.0 MiB) would be removed; add --yes. 1 files stay";
        Assert.Contains(Once, alone.Output, StringComparison.Ordinal);
        Assert.Contains(Twice, shared.Output, StringComparison.Ordinal);
        Assert.All([alone, shared, purged], run => Assert.Equal(ExitCodes.Complete, run.ExitCode));
        var upload = _fleet.Account.GetBlobContainerClient(_fleet.Photos).GetBlobClient("mine/a.jpg");
        Assert.True(await upload.ExistsAsync());
    }

    /// <summary>Different versions of a photo that jobs were for, and different jobs.</summary>
    private static (int Versions, int Jobs) Versions(SimulatedWorker worker, string name)
    {
        var jobs = worker.Seen.Select(seen => seen.Job).Where(job => job.Source.Name == name).ToList();
        return (jobs.DistinctBy(job => job.SourceETag).Count(), jobs.DistinctBy(job => job.JobKey).Count());
    }
}
