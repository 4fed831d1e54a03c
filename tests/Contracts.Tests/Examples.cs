namespace Pipeline.Contracts.Tests;

/// <summary>One example of every message, with every property set.</summary>
internal static class Examples
{
    private static readonly Guid JobId = new("3f786850-e387-550f-dab8-36ed7e6dc881");
    private static readonly Guid BatchId = new("0b6f9a4e-5a0c-4d3e-9a53-1c6f0f7d2e11");
    private static readonly string JobKey = "3f786850e387550fdab836ed7e6dc881" + new string('0', 32);
    private static readonly BlobRef Source = new() { Container = "photos", Name = "shoes/red.jpg" };
    private static readonly BlobRef Cutout = new() { Container = "cutouts", Name = "shoes/red.png" };
    private static readonly ChainRef Chain = new() { Name = "classic", Digest = "89e6c98d92887913" };
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
            Destination = Cutout,
            Recipe = new CutoutRecipe { Background = "#ffffff" },
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
            Cutout = new Rendition
            {
                Blob = Cutout,
                ContentType = "image/png",
                Bytes = 182_044,
                Sha256 = new string('a', 64),
                Width = 1600,
                Height = 1200,
            },
            Chain = Chain,
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
            Detail = "Not a JPEG, PNG or WebP picture.",
            FailedAt = Instant,
        },
    }.ToDictionary(message => message.GetType().Name);
}
