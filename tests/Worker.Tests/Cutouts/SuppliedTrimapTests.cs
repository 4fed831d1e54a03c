using OpenCvSharp;
using Pipeline.Contracts;
using Pipeline.Worker.Tests.Support;

namespace Pipeline.Worker.Tests.Cutouts;

/// <summary>Jobs with a trimap of the caller's, with the real chain and a real folder.</summary>
public sealed class SuppliedTrimapTests : IDisposable
{
    private readonly TemporaryStore _folders = new();
    private readonly WorkerUnderTest _worker;

    public SuppliedTrimapTests() => _worker = new WorkerUnderTest(_folders.Store);

    private static CancellationToken None => TestContext.Current.CancellationToken;

    public void Dispose() => _folders.Dispose();

    [Fact]
    public async Task The_trimap_takes_the_place_of_segmentation_and_is_kept_exactly()
    {
        // Half of what stands out, which no segmentation would choose.
        using var trimap = new Mat(90, 120, MatType.CV_8UC1, Scalar.All(0));
        trimap[new Rect(60, 0, 4, 90)].SetTo(new Scalar(128));
        trimap[new Rect(64, 0, 56, 90)].SetTo(new Scalar(255));
        var job = await SubmitAsync(trimap);

        var removed = await _worker.Job.RunAsync(job, None);

        Assert.Equal(
            ["read", "decode", "trimap", "matte", "foreground", "compose", "encode", "write"],
            removed.Stages.Select(stage => stage.Stage));
        Assert.Equal(job.Trimap, removed.Trimap);
        using var cutout = Cv2.ImRead(_folders.PathOf(job.Destinations[0]), ImreadModes.Unchanged);
        using var alpha = cutout.ExtractChannel(3);
        using var left = new Mat(alpha, new Rect(0, 0, 60, 90));
        using var right = new Mat(alpha, new Rect(64, 0, 56, 90));
        Assert.Equal(0, left.CountNonZero());
        Assert.Equal(0, Cv2.Norm(right, Mat.Ones(90, 56, MatType.CV_8UC1) * 255, NormTypes.INF));
    }

    [Fact]
    public async Task A_trimap_without_anything_unknown_is_the_matte()
    {
        using var trimap = new Mat(90, 120, MatType.CV_8UC1, Scalar.All(0));
        Cv2.Circle(trimap, 60, 45, 20, Scalar.All(255), -1);
        var job = await SubmitAsync(trimap);

        var removed = await _worker.Job.RunAsync(job, None);

        using var cutout = Cv2.ImRead(_folders.PathOf(job.Destinations[0]), ImreadModes.Unchanged);
        Assert.Equal(0, Cv2.Norm(trimap, cutout.ExtractChannel(3), NormTypes.INF));
        Assert.Equal(0, removed.Quality!.BandShare);
    }

    [Fact]
    public async Task A_trimap_is_of_the_upright_photo()
    {
        var upright = new Mat(90, 120, MatType.CV_8UC3, Scalar.All(200));
        using var lying = new Mat();
        Cv2.Rotate(upright, lying, RotateFlags.Rotate90Counterclockwise);
        using var trimap = new Mat(90, 120, MatType.CV_8UC1, Scalar.All(255));

        var removed = await _worker.Job.RunAsync(
            await SubmitAsync(trimap, Pictures.JpegWithOrientation(lying, 6)), None);

        Assert.Equal((120, 90), (removed.Renditions[0].Width, removed.Renditions[0].Height));
    }

    [Fact]
    public async Task A_trimap_without_subject_is_a_failure_and_no_blank_file()
    {
        using var trimap = new Mat(90, 120, MatType.CV_8UC1, Scalar.All(0));
        trimap[new Rect(30, 30, 40, 40)].SetTo(new Scalar(128));

        await RejectedAsync(FailureReason.NoSubject, await SubmitAsync(trimap));
    }

    [Fact]
    public async Task Each_trouble_with_a_trimap_has_its_reason_and_leaves_nothing_behind()
    {
        using var trimap = new Mat(90, 120, MatType.CV_8UC1, Scalar.All(255));
        using var small = new Mat(45, 60, MatType.CV_8UC1, Scalar.All(255));
        var job = await SubmitAsync(trimap);
        var gone = job.Trimap! with { Blob = TemporaryStore.Trimap("gone.png") };
        var elsewhere = job.Trimap with { Blob = new BlobRef { Container = "x", Name = "y" } };

        await RejectedAsync(FailureReason.TrimapMissing, job with { Trimap = gone });
        await RejectedAsync(FailureReason.SourceChanged, job with { Trimap = job.Trimap with { ETag = "another" } });
        await RejectedAsync(FailureReason.SourceUnreadable, job with { Trimap = elsewhere });
        await RejectedAsync(FailureReason.TrimapMismatch, await SubmitAsync(small));
        await RejectedAsync(FailureReason.NotATrimap, await SubmitAsync("no picture"u8.ToArray()));
        Assert.Empty(_folders.Files("cutouts"));
    }

    private Task<RemoveBackground> SubmitAsync(Mat trimap, byte[]? photo = null) =>
        SubmitAsync(Pictures.Encode(trimap), photo);

    private async Task<RemoveBackground> SubmitAsync(byte[] trimap, byte[]? photo = null)
    {
        var (source, drawn) = (TemporaryStore.Photo("disc.png"), TemporaryStore.Trimap("disc.png"));
        return new RemoveBackground
        {
            JobId = Guid.Empty,
            JobKey = new string('a', 64),
            BatchId = Guid.Empty,
            Source = source,
            SourceETag = await StoreAsync(source, photo ?? Pictures.Encode(Pictures.Disc())),
            Trimap = new VersionedBlob { Blob = drawn, ETag = await StoreAsync(drawn, trimap) },
            Destinations = [TemporaryStore.Cutout("disc.png")],
            Recipe = new CutoutRecipe(),
            Chain = _worker.Chain.Reference,
        };
    }

    private async Task<string> StoreAsync(BlobRef blob, byte[] content)
    {
        await _folders.Store.WriteAsync(blob, content, "image/png", replace: true, None);
        return (await _folders.Store.ReadAsync(blob, long.MaxValue, None))!.ETag;
    }

    private async Task RejectedAsync(FailureReason reason, RemoveBackground job)
    {
        var rejection = await Assert.ThrowsAsync<JobRejectedException>(() => _worker.Job.RunAsync(job, None));
        Assert.Equal(reason, rejection.Reason);
    }
}
