namespace Pipeline.Contracts;

/// <summary>Names of message headers of our own; every value is a text.</summary>
public static class JobHeaders
{
    /// <summary>The batch of the job, so that tools need not read the body.</summary>
    public const string Batch = "pipeline-batch";

    /// <summary>
    /// When the dispatcher sent the job, ISO 8601. One that was sent after its batch was cancelled was taken up again.
    /// </summary>
    public const string Sent = "pipeline-sent";

    /// <summary>Attempts so far, on a job that waits for another.</summary>
    public const string Attempts = "pipeline-attempts";

    /// <summary>When the first attempt failed, ISO 8601.</summary>
    public const string Since = "pipeline-since";

    /// <summary>What the last attempt failed of: the name of an exception.</summary>
    public const string Cause = "pipeline-cause";
}
