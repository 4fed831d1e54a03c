namespace Pipeline.Contracts;

/// <summary>
/// Event to every worker: jobs of this batch are not to be begun any more. Repeated every few seconds while jobs of the
/// batch are on the broker, so that a worker that starts later hears of it too.
/// </summary>
public sealed record BatchCancelled
{
    public required Guid BatchId { get; init; }

    public required DateTimeOffset CancelledAt { get; init; }
}
