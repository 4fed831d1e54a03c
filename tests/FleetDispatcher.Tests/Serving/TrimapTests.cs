using Pipeline.Contracts;

namespace Pipeline.FleetDispatcher.Tests.Serving;

/// <summary>Submissions with the caller's own trimaps.</summary>
public sealed class TrimapTests : IAsyncLifetime
{
    private Fleet _fleet = null!;

    public async ValueTask InitializeAsync() => _fleet = await Fleet.StartAsync();

    public ValueTask DisposeAsync() => _fleet.DisposeAsync();

    [Fact]
    public async Task A_job_names_the_trimap_of_its_photo_and_a_photo_without_one_fails()
    {
        await _fleet.UploadAsync("shoes/red.jpg", "shoes/blue.webp", "marks/v1/red.png", "marks/v2/red.png");
        await using var worker = await SimulatedWorker.StartAsync(_fleet.Broker.Uri);
        await using var serving = _fleet.Serve();

        var first = await _fleet.SubmitAsync(
            $"{_fleet.Photos}/shoes/", "--trimaps", $"{_fleet.Photos}/marks/v1", "--wait");
        await _fleet.SubmitAsync($"{_fleet.Photos}/shoes/", "--trimaps", $"{_fleet.Photos}/marks/v2/", "--wait");

        Assert.Equal(ExitCodes.SomeFailed, first.ExitCode);
        Assert.Contains("2 photos: 1 cut out, 1 failed", first.Output, StringComparison.Ordinal);
        Assert.Contains("TrimapMissing", (await _fleet.RunAsync("results", "last")).Output, StringComparison.Ordinal);
        Assert.Equal(
            [$"{_fleet.Photos}/marks/v1/red.png", $"{_fleet.Photos}/marks/v2/red.png"],
            worker.Seen.Select(seen => seen.Job.Trimap!.Blob.ToString()));
        Assert.Equal(2, worker.Seen.Select(seen => seen.Job.JobKey).Distinct().Count());
    }

    [Fact]
    public async Task Trimaps_among_the_photos_are_refused()
    {
        await _fleet.UploadAsync("red.jpg", "marks/red.png");

        var refused = await _fleet.SubmitAsync(_fleet.Photos, "--trimaps", $"{_fleet.Photos}/marks");

        Assert.Equal(ExitCodes.Refused, refused.ExitCode);
        Assert.Contains("would be taken for photos", refused.Errors, StringComparison.Ordinal);
    }
}
