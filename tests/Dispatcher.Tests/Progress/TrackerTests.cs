using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Dispatcher.Progress;

namespace Pipeline.Dispatcher.Tests.Progress;

/// <summary>Both events come in one shape, from publishers that know nothing of message types.</summary>
public sealed class TrackerTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly string Key = new('a', 64);

    [Fact]
    public void A_cutout_is_told_by_its_renditions()
    {
        var end = Tracker.ToEnd(Read(new BackgroundRemoved
        {
            JobId = Guid.Empty,
            JobKey = Key,
            BatchId = new Guid(1, 0, 0, new byte[8]),
            Source = new BlobRef { Container = "photos", Name = "a.jpg" },
            SourceETag = "1",
            Renditions = [],
            Chain = new ChainRef { Name = "standard", Digest = "01" },
            Stages = [new StageTiming { Stage = "read", Seconds = 0.25 }, new StageTiming { Stage = "write", Seconds = 1 }],
            FinishedAt = DateTimeOffset.UnixEpoch,
        }));

        Assert.Equal((null, 1250L, "standard@01"), (end!.Reason, end.Milliseconds!.Value, end.Chain));
    }

    [Fact]
    public void A_failure_is_told_by_its_reason()
    {
        var end = Tracker.ToEnd(Read(new BackgroundRemovalFailed
        {
            JobId = Guid.Empty,
            JobKey = Key,
            BatchId = Guid.Empty,
            Source = new BlobRef { Container = "photos", Name = "a.jpg" },
            Reason = FailureReason.NotAnImage,
            Detail = "No picture\0.",
            FailedAt = DateTimeOffset.UnixEpoch,
        }));

        // PostgreSQL takes no zero in a text.
        Assert.Equal((FailureReason.NotAnImage, "No picture."), (end!.Reason!.Value, end.Detail));
    }

    [Theory]
    [InlineData("""{"jobKey":"short","batchId":"00000000-0000-0000-0000-000000000000","renditions":[]}""")]
    [InlineData("""{"jobKey":"zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz","batchId":"00000000-0000-0000-0000-000000000000","renditions":[]}""")]
    [InlineData("""{"jobKey":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","batchId":"00000000-0000-0000-0000-000000000000"}""")]
    public void What_is_the_end_of_no_job_is_passed_over(string json) =>
        Assert.Null(Tracker.ToEnd(JsonSerializer.Deserialize<JobEvent>(json, Json)!));

    private static JobEvent Read<T>(T message) =>
        JsonSerializer.Deserialize<JobEvent>(JsonSerializer.Serialize(message, Json), Json)!;
}
