namespace Pipeline.Contracts;

/// <summary>Queue names, agreed between senders and consumers. Frozen: renaming one strands the jobs in it.</summary>
public static class EndpointNames
{
    /// <summary>Where the dispatcher hears how jobs ended.</summary>
    public const string JobTracker = "job-tracker";

    /// <summary>The queue of jobs for one chain; only workers that have the chain consume it.</summary>
    public static string RemoveBackground(string chain) => $"remove-background.{chain}";

    /// <summary>The address to send a job for <paramref name="chain"/> to.</summary>
    public static Uri RemoveBackgroundAddress(string chain) => new($"exchange:{RemoveBackground(chain)}");
}
