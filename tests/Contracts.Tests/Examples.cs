namespace Pipeline.Contracts.Tests;

/// <summary>One example of every message, with every property set.</summary>
internal static class Examples
{
    private static readonly Guid JobId = new("3f786850-e387-550f-dab8-36ed7e6dc881");
    private static readonly Guid BatchId = new("0b6f9a4e-5a0c-4d3e-9a53-1c6f0f7d2e11");
    private static readonly string JobKey = "3f786850e387550fdab836ed7e6dc881" + new string('0', 32);
    private static readonly BlobRef Source = new() { Container = "photos", Name = "shoes/red.jpg" };
    public static readonly VersionedBlob Trimap = new()
    {
        Blob = new BlobRef { Container = "trimaps", Name = "shoes/red.png" },
        ETag = "0x8DC6F5E4D3C2B1A",
    };

    private static readonly BlobRef Cutout = new() { Container = "cutouts", Name = "shoes/red.jpg" };
    private static readonly BlobRef Matte = new() { Container = "cutouts", Name = "shoes/red-matte.png" };

    private static readonly CutoutRecipe Recipe = new()
    {
        Renditions =
        [
            new RenditionRecipe
            {
                Name = "shop",
                Format = PictureFormat.Jpeg,
                Quality = 90,
                Background = "#ffffff",
                Crop = true,
                Margin = Extent.Parse("7.5%"),
                Canvas = new CanvasSize { Width = 2000, Height = 1600 },
                Enlarge = true,
                PositionX = 50,
                PositionY = 100,
                MinSide = 1000,
                MaxSide = 2000,
                Dpi = 300,
                MaxBytes = 2_000_000,
                Shadow = new ContactShadow { Opacity = 0.25 },
            },
            new RenditionRecipe { Name = "matte", Channels = RenditionChannels.Alpha },
            new RenditionRecipe
            {
                Name = "scene",
                BackgroundPicture = new VersionedBlob
                {
                    Blob = new BlobRef { Container = "backgrounds", Name = "oak.jpg" },
                    ETag = "0x8DC0A1B2C3D4E5F",
                },
            },
        ],
        InputAlpha = InputAlpha.Respect,
        FirstFrame = true,
        KeepMetadata = true,
        Region = PictureArea.Parse("10%,0px,80%,100%"),
        Keep = [PictureArea.Parse("40px,50px,60px,70px")],
    };

    private static readonly ChainRef Chain = new() { Name = "standard", Digest = "89e6c98d92887913" };
    private static readonly DateTimeOffset Instant = new(2026, 11, 22, 9, 30, 0, TimeSpan.Zero);

    public static IReadOnlyDictionary<string, object> All { get; } = new object[]
    {
        new RemoveBackground
        {
            JobId = JobId,
            JobKey = JobKey,
            BatchId = BatchId,
            Source = Source,
            SourceETag = "0x8DC1A2B3C4D5E6F",
            Trimap = Trimap,
            Recipe = Recipe,
            Destinations = [Cutout, Matte],
            Chain = Chain,
            IfExists = IfExists.Replace,
        },
        new BackgroundRemoved
        {
            JobId = JobId,
            JobKey = JobKey,
            BatchId = BatchId,
            Source = Source,
            SourceETag = "0x8DC1A2B3C4D5E6F",
            Trimap = Trimap,
            Renditions =
            [
                new Rendition
                {
                    Name = "shop",
                    Blob = Cutout,
                    ContentType = "image/jpeg",
                    Bytes = 182_044,
                    Sha256 = new string('a', 64),
                    Width = 1600,
                    Height = 1200,
                    Verdict = new MarketplaceVerdict
                    {
                        Marketplace = "amazon",
                        Passed = false,
                        Broken = ["long-side: 800 px on the longer side; demanded: at least 1,000 px"],
                    },
                },
            ],
            Chain = Chain,
            Provider = "cpu",
            Matting = new NetworkMatting { Area = "tiles", Width = 512, Height = 512, Inputs = 7, Scale = 0.5843 },
            Quality = new CutoutQuality
            {
                Confidence = 0.5312,
                MaskEntropy = 0.0721,
                BandShare = 0.0934,
                SubjectShare = 0.2875,
                EdgesTouched = [PictureEdge.Top, PictureEdge.Right, PictureEdge.Bottom, PictureEdge.Left],
                Disagreement = 0.1206,
                Warnings = CutoutWarnings.All,
            },
            Stages = [new StageTiming { Stage = "decode", Seconds = 0.012 }],
            FinishedAt = Instant,
        },
        new BackgroundRemovalFailed
        {
            JobId = JobId,
            JobKey = JobKey,
            BatchId = BatchId,
            Source = Source,
            Reason = FailureReason.NotAnImage,
            Detail = "Not a JPEG, PNG, WebP, TIFF, GIF or BMP picture.",
            FailedAt = Instant,
        },
        new BatchCancelled { BatchId = BatchId, CancelledAt = Instant },
        new BatchCompleted
        {
            BatchId = BatchId,
            Total = 10,
            CutOut = 6,
            Skipped = 1,
            Failed = 2,
            Cancelled = 1,
            CompletedAt = Instant,
        },
        new WorkerAnnounced { WorkerId = "gpu-7:4211", Chains = [Chain], Provider = "cuda", StartedAt = Instant },
    }.ToDictionary(message => message.GetType().Name);
}
