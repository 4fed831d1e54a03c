using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Pipeline.Contracts;

namespace Pipeline.Worker.Messaging;

/// <summary>A policy as the management interface gives it.</summary>
internal sealed record BrokerPolicy
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    public required string Pattern { get; init; }

    [JsonPropertyName("apply-to")]
    public string ApplyTo { get; init; } = "all";

    public int Priority { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Definition { get; init; }

    /// <summary>
    /// What a queue of jobs needs and does not have, in words. Of several policies that match, the broker applies one:
    /// that of the highest priority.
    /// </summary>
    public static IEnumerable<string> Missing(IEnumerable<BrokerPolicy> policies, string queue)
    {
        var effective = policies.Where(policy => policy.IsFor(queue)).MaxBy(policy => policy.Priority);
        if (effective is null)
        {
            return [$"none matches the queue {queue}"];
        }

        (string Key, string? Value)[] needed =
        [
            ("delivery-limit", null),
            ("dead-letter-exchange", EndpointNames.DeadJobs),
            ("dead-letter-strategy", "at-least-once"),
            ("overflow", "reject-publish"),
        ];
        return needed.Where(need => !effective.Has(need.Key, need.Value))
            .Select(need => $"the queue {queue} has no {need.Key}{(need.Value is null ? "" : $" {need.Value}")}");
    }

    private bool IsFor(string queue) => ApplyTo is "all" or "queues" or "quorum_queues"
        && Regex.IsMatch(queue, Pattern, RegexOptions.None, LongestMatch);

    private bool Has(string key, string? value) =>
        Definition.TryGetValue(key, out var found) && (value is null || found.ToString() == value);
}
