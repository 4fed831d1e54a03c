using System.Globalization;

namespace Pipeline.Contracts;

/// <summary>
/// Names on the broker, agreed between senders and consumers. Frozen: renaming one strands what is in it.
/// </summary>
public static class EndpointNames
{
    /// <summary>Where the dispatcher hears how jobs ended.</summary>
    public const string JobTracker = "job-tracker";

    /// <summary>Exchange and queue of jobs that the broker gave up delivering.</summary>
    public const string DeadJobs = "remove-background-dead";

    /// <summary>Exchange and queue of what was sent to an exchange that no queue is bound to.</summary>
    public const string Unroutable = "pipeline-unroutable";

    /// <summary>
    /// How long a job waits before its second, third and every later attempt, unless workers are told otherwise.
    /// </summary>
    public static IReadOnlyList<TimeSpan> UsualRetryDelays { get; } =
        [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(30)];

    /// <summary>The queue of jobs for one chain; only workers that have the chain consume it.</summary>
    public static string RemoveBackground(string chain) => $"remove-background.{chain}";

    /// <summary>The queue of jobs that a person waits for; workers serve it beside the other.</summary>
    public static string RemoveBackgroundInteractive(string chain) => $"{RemoveBackground(chain)}.interactive";

    /// <summary>
    /// Where a job waits before it is tried again, from there to return to its queue: <c>….retry-30s</c>, <c>-5m</c>,
    /// <c>-2h</c>.
    /// </summary>
    /// <param name="queue">The queue of jobs that it came from.</param>
    /// <param name="delay">Whole seconds.</param>
    public static string Retry(string queue, TimeSpan delay) => $"{queue}.retry-{Format(delay)}";

    /// <summary>The address to send a job for <paramref name="chain"/> to.</summary>
    public static Uri RemoveBackgroundAddress(string chain) => new($"exchange:{RemoveBackground(chain)}");

    private static string Format(TimeSpan delay) => delay switch
    {
        { TotalHours: >= 1, Minutes: 0, Seconds: 0 } => Format((long)delay.TotalHours, 'h'),
        { TotalMinutes: >= 1, Seconds: 0 } => Format((long)delay.TotalMinutes, 'm'),
        _ => Format((long)delay.TotalSeconds, 's'),
    };

    private static string Format(long number, char unit) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}{unit}");
}
