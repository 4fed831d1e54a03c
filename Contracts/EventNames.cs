namespace Pipeline.Contracts;

/// <summary>
/// The events' exchanges (fanout, durable), which are also their CloudEvents types. Frozen: whoever listens binds a
/// queue of its own to them.
/// </summary>
public static class EventNames
{
    /// <summary>Every event's exchange.</summary>
    public static IReadOnlyList<string> All { get; } =
        [BackgroundRemoved, BackgroundRemovalFailed, BatchCancelled, BatchCompleted, WorkerAnnounced];

    /// <summary>Carries <see cref="Contracts.BackgroundRemoved"/>.</summary>
    public const string BackgroundRemoved = "background-removed";

    /// <summary>Carries <see cref="Contracts.BackgroundRemovalFailed"/>.</summary>
    public const string BackgroundRemovalFailed = "background-removal-failed";

    /// <summary>Carries <see cref="Contracts.BatchCancelled"/>.</summary>
    public const string BatchCancelled = "batch-cancelled";

    /// <summary>Carries <see cref="Contracts.BatchCompleted"/>.</summary>
    public const string BatchCompleted = "batch-completed";

    /// <summary>Carries <see cref="Contracts.WorkerAnnounced"/>.</summary>
    public const string WorkerAnnounced = "worker-announced";
}
