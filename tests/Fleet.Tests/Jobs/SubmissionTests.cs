using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Fleet.Tests.Support;
using Pipeline.Services;
using Pipeline.Worker.Marketplaces;

namespace Pipeline.Fleet.Tests.Jobs;

/// <summary>What <c>submit</c> asks for and what comes of it: the dispatcher as a process, and a worker.</summary>
public sealed class SubmissionTests : IDisposable
{
    private static readonly DateOnly Day = new(2026, 11, 27);

    private readonly string _folder = Directory.CreateTempSubdirectory("pipeline-submit-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Presets_become_files_that_the_shops_rules_accept()
    {
        await using var bed = await FleetBed.MakeAsync();
        // Large enough that a margin of 5 % is wider than the 8 pixels over which JPEG spreads an edge.
        await bed.UploadAsync("disc.png", Disc.Png(scale: 4), FleetBed.Standard());
        await bed.StartWorkerAsync();

        await SubmitAsync(bed, "--preset", "ebay,yahoo-jp");

        foreach (var preset in (string[])["ebay", "yahoo-jp"])
        {
            var file = await ReadAsync(bed, $"photos/disc-{preset}.jpg");
            var report = MarketplaceVerifier.Verify(file, "disc.jpg", MarketplaceCatalogue.Find(preset)!, Day);
            Assert.True(report.Passed, string.Join(Environment.NewLine, report.Results));
        }
    }

    [Fact]
    public async Task A_trimap_of_the_callers_decides_what_is_cut_out()
    {
        await using var bed = await FleetBed.MakeAsync();
        await bed.UploadAsync("disc.png", Disc.Png(), FleetBed.Standard());
        // The left third, whatever stands in the middle.
        using var trimap = new Mat(96, 128, MatType.CV_8UC1, Scalar.Black);
        trimap[new Rect(0, 0, 42, 96)].SetTo(Scalar.White);
        Cv2.ImEncode(".png", trimap, out var bytes);
        var mark = new BlobRef { Container = bed.Container, Name = "marks/disc.png" };
        await bed.Store.WriteAsync(mark, bytes, "image/png", replace: true, None);
        await bed.StartWorkerAsync();

        await SubmitAsync(bed, "--trimaps", $"{bed.Container}/marks");

        using var cutout = Cv2.ImDecode(await ReadAsync(bed, "photos/disc.png"), ImreadModes.Unchanged);
        using var alpha = cutout.ExtractChannel(3);
        Assert.Equal(0, Cv2.Norm(alpha, trimap, NormTypes.INF));
    }

    /// <summary>Photos from the bed's container, files into one of their own.</summary>
    private async Task SubmitAsync(FleetBed bed, params string[] more)
    {
        var settings = bed.DispatcherSettings(_folder);
        await using var serving = ProgramProcess.Start("Dispatcher", settings, "serve");
        var submitted = await ProgramProcess.RunAsync(
            "Dispatcher",
            settings,
            [
                "submit", $"{bed.Container}/photos/", "--out", OutOf(bed), "--chain", FleetBed.Standard().ToString(),
                "--wait", .. more,
            ],
            None);
        Assert.True(submitted.ExitCode == ExitCodes.Complete, submitted.Output + submitted.Errors);
    }

    private static string OutOf(FleetBed bed) => $"out-{bed.Container}";

    private static async Task<byte[]> ReadAsync(FleetBed bed, string name)
    {
        var blob = new BlobRef { Container = OutOf(bed), Name = name };
        return (await bed.Store.ReadAsync(blob, long.MaxValue, None))!.Bytes;
    }
}
