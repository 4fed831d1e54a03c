using Azure.Storage.Blobs;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;

namespace Pipeline.Fleet.Tests.Jobs;

/// <summary>Dispatcher and workers as processes on a real broker and real storage, as an operator runs them.</summary>
public sealed class WholeFleetTests : IDisposable
{
    private const int Photos = 24;
    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-fleet-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_batch_of_photos_is_cut_out_though_a_worker_is_killed_meanwhile()
    {
        await using var bed = await FleetBed.MakeAsync();
        var photos = Path.Combine(_folder, "photos");
        Directory.CreateDirectory(photos);
        for (var i = 0; i < Photos; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(photos, $"{i:D2}.png"), Disc.Png(i), None);
        }

        await using var dispatcher = ProgramProcess.Start("Dispatcher", bed.DispatcherSettings(_folder), "serve");
        await using var first = ProgramProcess.Start("Worker", bed.Settings(), "serve");
        await using var second = ProgramProcess.Start("Worker", bed.Settings(), "serve");
        await using var submit = ProgramProcess.Start(
            "Dispatcher", bed.DispatcherSettings(_folder), "submit", photos, "--out", bed.Container,
            "--upload-to", $"in-{bed.Container}/photos",
            "--chain", FleetBed.Standard().ToString(), "--wait");
        await UntilAsync(async () => await CountAsync(bed, ".pipeline/", ".json") > 0 || submit.HasExited);
        await first.KillAsync();

        var (exitCode, _, error) = await submit.EndAsync(None);

        Assert.True(exitCode == 0, error);
        Assert.Equal(Photos, await CountAsync(bed, "photos/", ".png"));
        Assert.Equal(Photos, await CountAsync(bed, ".pipeline/", ".json"));
        Assert.Equal(0, await CountAsync(bed, ".pipeline/", ".claim"));
    }

    private static CancellationToken None => TestContext.Current.CancellationToken;

    private static async Task<int> CountAsync(FleetBed bed, string prefix, string ending)
    {
        var container = new BlobServiceClient(bed.Storage.ConnectionString).GetBlobContainerClient(bed.Container);
        var count = 0;
        if (await container.ExistsAsync(None))
        {
            await foreach (var blob in container.GetBlobsAsync(
                Azure.Storage.Blobs.Models.BlobTraits.None,
                Azure.Storage.Blobs.Models.BlobStates.None,
                prefix,
                None))
            {
                count += blob.Name.EndsWith(ending, StringComparison.Ordinal) ? 1 : 0;
            }
        }

        return count;
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        while (!await holds())
        {
            await Task.Delay(50, None);
        }
    }
}
