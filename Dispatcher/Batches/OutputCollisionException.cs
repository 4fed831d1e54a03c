namespace Pipeline.Dispatcher.Batches;

/// <summary>A batch is refused because photos would overwrite each other's cutouts.</summary>
public sealed class OutputCollisionException(IReadOnlyList<OutputCollision> collisions, string? template = null)
    : Exception($"{collisions.Count} output names are claimed by more than one photo.")
{
    public IReadOnlyList<OutputCollision> Collisions { get; } = collisions;

    /// <summary>A name template that tells these photos apart; null where none is known.</summary>
    public string? Template { get; } = template;
}
