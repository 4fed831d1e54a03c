using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Services;
using Pipeline.Worker.Messaging;

namespace Pipeline.Fleet.Tests.Messaging;

/// <summary>The policies that are shipped, against the queues that are declared.</summary>
public sealed class BrokerPolicyTests
{
    private static readonly IReadOnlyList<TimeSpan> Delays = new FleetOptions().RetryDelays;

    private static readonly BrokerPolicy[] Shipped = Read();

    [Fact]
    public void Every_queue_of_jobs_has_what_it_needs()
    {
        foreach (var queue in new[] { "standard", "deeplabv3-indexnet", "u2net" }.SelectMany(FleetTopology.JobQueues))
        {
            Assert.Empty(BrokerPolicy.Missing(Shipped, queue));
        }
    }

    [Fact]
    public void Queues_that_are_not_for_jobs_are_left_alone()
    {
        var others = FleetTopology.Queues(["standard"], Delays).Select(queue => queue.Name)
            .Except(FleetTopology.JobQueues("standard"))
            .Append("remove-background.standard_error")
            .Append("job-tracker");

        foreach (var queue in others)
        {
            Assert.NotEmpty(BrokerPolicy.Missing(Shipped, queue));
        }
    }

    [Fact]
    public void Of_several_policies_that_match_the_one_of_highest_priority_counts()
    {
        var weaker = new BrokerPolicy
        {
            Pattern = ".*",
            Priority = 99,
            Definition = new Dictionary<string, JsonElement> { ["max-length"] = JsonSerializer.SerializeToElement(1) },
        };

        var missing = BrokerPolicy.Missing([.. Shipped, weaker], "remove-background.standard").ToList();

        Assert.Equal(4, missing.Count);
        Assert.Equal("the queue remove-background.standard has no delivery-limit", missing[0]);
    }

    [Fact]
    public void Queues_are_called_as_they_are_documented()
    {
        var documented = File.ReadAllText(Path.Combine(Checkout.Root, "deploy", "rabbitmq", "README.md"));

        foreach (var queue in FleetTopology.Queues(["CHAIN"], Delays))
        {
            Assert.Contains($"`{queue.Name}`", documented, StringComparison.Ordinal);
        }

        foreach (var exchange in EventNames.All)
        {
            Assert.Contains($"`{exchange}`", documented, StringComparison.Ordinal);
        }
    }

    private static BrokerPolicy[] Read()
    {
        var file = Path.Combine(Checkout.Root, "deploy", "rabbitmq", "definitions.json");
        return JsonDocument.Parse(File.ReadAllBytes(file)).RootElement.GetProperty("policies")
            .Deserialize<BrokerPolicy[]>(JsonSerializerOptions.Web)!;
    }
}
