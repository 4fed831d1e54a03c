using System.Reflection;
using System.Text.Json;

namespace Pipeline.Contracts.Tests;

/// <summary>
/// The approved examples in <c>wire/</c> are the wire format. Change them only by the rules of Contracts/README.md.
/// </summary>
public sealed class WireShapeTests
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public static TheoryData<string> Messages => [.. Examples.All.Keys];

    [Theory]
    [MemberData(nameof(Messages))]
    public void A_message_is_written_as_approved(string type)
    {
        var written = JsonSerializer.Serialize(Examples.All[type], Examples.All[type].GetType(), Json);

        Assert.Equal(Approved(type), written);
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void An_approved_message_is_read_back_whole(string type)
    {
        var example = Examples.All[type];

        var read = JsonSerializer.Deserialize(Approved(type), example.GetType(), Json);

        Assert.Equal(JsonSerializer.Serialize(example, example.GetType(), Json), JsonSerializer.Serialize(read, example.GetType(), Json));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Unknown_properties_of_a_newer_sender_are_ignored(string type)
    {
        var newer = Approved(type).Replace("{", "{ \"addedLater\": 1,", StringComparison.Ordinal);

        Assert.NotNull(JsonSerializer.Deserialize(newer, Examples.All[type].GetType(), Json));
    }

    [Fact]
    public void A_warning_that_is_not_known_yet_does_not_make_an_event_unreadable()
    {
        var newer = Approved("BackgroundRemoved").Replace("low-confidence", "added-later", StringComparison.Ordinal);

        var removed = JsonSerializer.Deserialize<BackgroundRemoved>(newer, Json);

        Assert.Contains("added-later", removed!.Quality!.Warnings);
    }

    [Fact]
    public void Type_names_are_the_message_names_and_stay()
    {
        Assert.Equal(
            [
                "BackgroundRemovalFailed", "BackgroundRemoved", "BatchCancelled", "BatchCompleted", "RemoveBackground",
                "WorkerAnnounced",
            ],
            Examples.All.Values
                .Select(message => message.GetType().FullName!.Replace("Pipeline.Contracts.", "", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Failure_reasons_are_the_approved_closed_set()
    {
        Assert.Equal(Approved("FailureReason"), JsonSerializer.Serialize(Enum.GetValues<FailureReason>(), Json));
    }

    [Fact]
    public void Endpoint_names_are_frozen()
    {
        Assert.Equal("remove-background.standard", EndpointNames.RemoveBackground("standard"));
        Assert.Equal("exchange:remove-background.standard", EndpointNames.RemoveBackgroundAddress("standard").ToString());
        Assert.Equal("job-tracker", EndpointNames.JobTracker);
        Assert.Equal(
            ["background-removed", "background-removal-failed", "batch-cancelled", "batch-completed", "worker-announced"],
            [
                EventNames.BackgroundRemoved, EventNames.BackgroundRemovalFailed, EventNames.BatchCancelled,
                EventNames.BatchCompleted, EventNames.WorkerAnnounced,
            ]);
    }

    [Fact]
    public void Contracts_reference_the_framework_only()
    {
        Assert.All(
            typeof(BlobRef).Assembly.GetReferencedAssemblies(),
            reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_contract_is_a_sealed_record_or_an_enum_or_names()
    {
        // The settings that both programs share do not travel.
        Assert.All(
            typeof(BlobRef).Assembly.GetExportedTypes().Where(type => type != typeof(BrokerConnection)),
            type => Assert.True(type.IsEnum || type.IsSealed, type.FullName));
    }

    private static string Approved(string type) => File.ReadAllText(
        Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "wire", $"{type}.json")).TrimEnd();
}
