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

    /// <summary>The queue of jobs for one chain; only workers that have the chain consume it.</summary>
    public static string RemoveBackground(string chain) => $"remove-background.{chain}";

    /// <summary>The queue of jobs that a person waits for; workers serve it beside the other.</summary>
    public static string RemoveBackgroundInteractive(string chain) => $"{RemoveBackground(chain)}.interactive";

    /// <summary>The address to send a job for <paramref name="chain"/> to.</summary>
    public static Uri RemoveBackgroundAddress(string chain) => new($"exchange:{RemoveBackground(chain)}");
}
